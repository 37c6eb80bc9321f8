import { existsSync } from "node:fs";
import { importFile } from "./joined.ts";

/**
 * Returns the file of an app's module, for `"models"` `models.ts` or `models.js`; `undefined` if it does not exist.
 *
 * @example
 * const file = appModuleFile(new URL("polls/", settings.BASE_DIR), "models");
 */
export function appModuleFile(root: URL, name: string): URL | undefined {
  return [`${name}.ts`, `${name}.js`]
    .map((each) => new URL(each, root))
    .find((url) => existsSync(url));
}

/**
 * Imports a module of an app; returns `undefined` if the app has none.
 *
 * @param root The app's folder, with a trailing slash.
 * @param name The module's path in the app, without extension: `"models"`, `"management/post-migrate"`.
 * @throws What the module throws while it loads.
 *
 * @example
 * const exports = await importAppModule(new URL("polls/", settings.BASE_DIR), "models");
 */
export async function importAppModule(
  root: URL,
  name: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const file = appModuleFile(root, name);
  return file && importFile(file);
}
