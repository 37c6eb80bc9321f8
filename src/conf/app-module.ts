import { existsSync } from "node:fs";

/** The file of an app's module, `models.ts` or `models.js` for `"models"`; `undefined` if the app has none. */
export function appModuleFile(root: URL, name: string): URL | undefined {
  return [`${name}.ts`, `${name}.js`]
    .map((each) => new URL(each, root))
    .find((url) => existsSync(url));
}

/**
 * What an app's module exports; `undefined` if the app has none.
 *
 * @param root The app's folder, with its trailing slash.
 * @param name Its path in the app, without its ending: `"models"`, `"management/post-migrate"`.
 * @throws What the module itself throws while it loads.
 */
export async function importAppModule(
  root: URL,
  name: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const file = appModuleFile(root, name);
  return file && (await import(file.href));
}
