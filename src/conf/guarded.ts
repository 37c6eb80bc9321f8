/** Settings that give no secret away where they are printed, written as JSON or come upon by a template. */
import { inspect, type InspectOptions } from "node:util";
import { mask } from "../secrets/index.ts";
import type { Settings } from "./settings.ts";

/** What all settings inherit, and what tells them from other objects. */
const guard = Object.freeze({
  toString(this: Settings): string {
    return titleOf(this);
  },

  /** @throws {TypeError} Always. */
  toJSON(): never {
    throw new TypeError(
      "Settings have no JSON: they hold secrets. Write out those that you need, by name.",
    );
  },

  [inspect.custom](this: Settings, depth: number, options: InspectOptions): string {
    if (depth < 0) return titleOf(this);
    return `Settings ${inspect(mask("", { ...this }), options)}`;
  },
});

function titleOf({ SETTINGS_MODULE }: Settings): string {
  return `<Settings "${SETTINGS_MODULE}">`;
}

/** Makes an object the settings it holds, for good. */
export function guardSettings(settings: Settings): Settings {
  Object.setPrototypeOf(settings, guard);
  return Object.freeze(settings);
}

/**
 * Settings with some changed, for tests and for a second database.
 *
 * @example
 * const client = new Client({ settings: changeSettings(settings, { APPEND_SLASH: false }) });
 */
export function changeSettings(settings: Settings, changes: Partial<Settings>): Settings {
  return guardSettings({ ...settings, ...changes });
}

/** Whether a value is the settings of a project. */
export function isSettings(value: object): value is Settings {
  return Object.getPrototypeOf(value) === guard;
}
