import { existsSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { MkwebError } from "../errors.ts";
import { setDefaultTimeZone } from "../timezone/index.ts";
import { ImproperlyConfigured } from "./configured.ts";
import { defaults } from "./defaults.ts";
import { loadEnvFile } from "./env.ts";
import { guardSettings } from "./guarded.ts";
import { folderOf, resolveSpecifier } from "./modules.ts";
import type { Settings } from "./settings.ts";
import { validate } from "./validate.ts";

/**
 * Loads a settings file: first `.env`, then the module, then Django's defaults for missing settings.
 *
 * Reads both `export default defineSettings({...})` and `export const DEBUG = ...`; if a setting is in both, the
 * default export wins. Names that are not in upper case are ignored, as in Django.
 *
 * @param specifier The settings file, relative to `base`: `myproject/settings.ts`.
 * @param base The project's root folder, or a file in it.
 * @throws {MkwebError} `MKWEB_SETTINGS_MISSING`; {@link ImproperlyConfigured} for an unusable setting. Errors of the
 *   module itself pass through.
 *
 * @example
 * const settings = await loadSettings("mysite/settings.ts", import.meta.url);
 * console.log(settings.TIME_ZONE);
 */
export async function loadSettings(specifier: string, base: URL | string): Promise<Settings> {
  const folder = folderOf(toUrl(base));
  const file = resolveSpecifier(specifier, folder);
  if (!file) throw settingsMissing(specifier, folder);
  const projectRoot = findProjectRoot(file);
  loadEnvFile(projectRoot);
  const given = settingsIn(await import(file.href));
  if (!given) throw noSettings(file);
  const settings = completeSettings({
    BASE_DIR: projectRoot,
    SETTINGS_MODULE: specifier,
    ...given,
  });
  setDefaultTimeZone(settings.TIME_ZONE);
  return settings;
}

/**
 * Adds the defaults, checks the type of every known setting and freezes the result.
 *
 * @throws {ImproperlyConfigured} If a setting is invalid; the message says what it must be.
 *
 * @example
 * const settings = completeSettings({ BASE_DIR: new URL("./", import.meta.url), SECRET_KEY: "secret" });
 */
export function completeSettings(
  given: Readonly<Record<string, unknown>> & { readonly BASE_DIR: URL | string },
): Settings {
  const settings: object = {
    SETTINGS_MODULE: "",
    ...defaults,
    ...given,
    BASE_DIR: asFolder(given.BASE_DIR),
  };
  validate(settings);
  return guardSettings(settings);
}

/**
 * Returns the nearest folder above a file that contains `manage.js`, or the parent of the file's folder.
 *
 * @example
 * const root = findProjectRoot(new URL(import.meta.url));
 */
export function findProjectRoot(file: URL): URL {
  for (let folder = new URL(".", file); ; folder = new URL("..", folder)) {
    if (existsSync(new URL("manage.js", folder))) return folder;
    if (new URL("..", folder).href === folder.href) return new URL("..", file);
  }
}

function settingsIn(
  module: Readonly<Record<string, unknown>>,
): Record<string, unknown> | undefined {
  const shaped = module["default"];
  const fromDefault = typeof shaped === "object" && shaped !== null ? shaped : {};
  const found = Object.entries({ ...module, ...fromDefault }).filter(
    ([name]) => name === name.toUpperCase() && /^[A-Z]/.test(name),
  );
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

function toUrl(base: URL | string): URL {
  if (base instanceof URL) return base;
  return base.startsWith("file:") ? new URL(base) : pathToFileURL(base);
}

function asFolder(base: URL | string): URL {
  const url = toUrl(base);
  return url.href.endsWith("/") ? url : new URL(`${url.href}/`);
}

function settingsMissing(specifier: string, folder: URL): MkwebError {
  const where = fileURLToPath(folder);
  return new MkwebError("MKWEB_SETTINGS_MISSING", `No module named '${specifier}' in ${where}`, {
    hint: "Name the settings file with --settings or MKWEB_SETTINGS_MODULE, as a path below that folder: myproject/settings.ts.",
  });
}

function noSettings(file: URL): ImproperlyConfigured {
  return new ImproperlyConfigured(`${fileURLToPath(file)} exports no settings.`, {
    hint: "End it with `export default defineSettings({ ... })`, imported from mkweb/conf.",
  });
}
