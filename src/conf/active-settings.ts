import { AsyncLocalStorage } from "node:async_hooks";
import { ImproperlyConfigured } from "./configured.ts";
import type { Settings } from "./settings.ts";

let active: Settings | undefined;
const during = new AsyncLocalStorage<Settings>();

/** Makes these the settings of whatever is called without any; `undefined` takes them away. */
export function activateSettings(settings: Settings | undefined): void {
  active = settings;
}

/** Runs `work` with these settings, whatever project is set up. */
export function withSettings<T>(settings: Settings, work: () => Promise<T>): Promise<T> {
  return during.run(settings, work);
}

/**
 * The settings of the project that is set up: the one whose application was made, or whose command runs.
 *
 * @param what What was done without any, for the message. Default `"Settings were asked for"`.
 * @throws {ImproperlyConfigured} No project is set up.
 */
export function activeSettings(what = "Settings were asked for"): Settings {
  const settings = during.getStore() ?? active;
  if (settings) return settings;
  throw new ImproperlyConfigured(`${what}, but no project is set up.`, {
    hint: "Run the code as a command of the project (`node manage shell`), or call getApplication() first.",
  });
}
