/** Settings that reveal no secrets when printed, converted to JSON or used in a template. */
import { inspect, type InspectOptions } from "node:util";
import { mask } from "../secrets/index.ts";
import type { Settings } from "./settings.ts";

/** Prototype of all settings, which also identifies them. */
const guard = Object.freeze({
  toString(this: Settings): string {
    return titleOf(this);
  },

  /** @throws {TypeError} Always. */
  toJSON(): never {
    throw new TypeError(
      "Settings cannot be converted to JSON, as they hold secrets. Write out the ones you need by name.",
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

/** Freezes settings and gives them the guard's prototype. */
export function guardSettings(settings: Settings): Settings {
  Object.setPrototypeOf(settings, guard);
  return Object.freeze(settings);
}

/**
 * Returns a copy of the settings with changes, for tests or a second database.
 *
 * @example
 * const client = new Client({ settings: changeSettings(settings, { APPEND_SLASH: false }) });
 */
export function changeSettings(settings: Settings, changes: Partial<Settings>): Settings {
  return guardSettings({ ...settings, ...changes });
}

/**
 * Whether an object is a project's settings.
 *
 * @example
 * console.log(isSettings(settings)); // true
 */
export function isSettings(value: object): value is Settings {
  return Object.getPrototypeOf(value) === guard;
}
