import { AsyncLocalStorage } from "node:async_hooks";
import { ImproperlyConfigured } from "./configured.ts";
import type { Settings } from "./settings.ts";

let active: Settings | undefined;
const during = new AsyncLocalStorage<Settings>();

/**
 * Sets the default settings of functions called without any; `undefined` removes them.
 *
 * @example
 * activateSettings(settings);
 * console.log(activeSettings().TIME_ZONE);
 */
export function activateSettings(settings: Settings | undefined): void {
  active = settings;
}

/**
 * Runs `work` with these settings as the active ones.
 *
 * @example
 * const testing = changeSettings(settings, { EMAIL_BACKEND: "mkweb/mail/backends/locmem" });
 * await withSettings(testing, () => mailAdmins("Test", "Nothing is sent."));
 */
export function withSettings<T>(settings: Settings, work: () => Promise<T>): Promise<T> {
  return during.run(settings, work);
}

/**
 * Returns the settings of the active project: the one whose application was created, or whose command runs.
 *
 * @param what The attempted action, for the message. Default `"Settings were asked for"`.
 * @throws {ImproperlyConfigured} If no project is set up.
 *
 * @example
 * const { TIME_ZONE } = activeSettings();
 */
export function activeSettings(what = "Settings were asked for"): Settings {
  const settings = during.getStore() ?? active;
  if (settings) return settings;
  throw new ImproperlyConfigured(`${what}, but no project is set up.`, {
    hint: "Run the code as a command of the project (`node manage shell`), or call getApplication() first.",
  });
}
