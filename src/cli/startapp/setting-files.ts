import { statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { placeOfSetting, readTextSetting, type Refuse } from "../../edits/index.ts";
import { readSource } from "../../scaffold/index.ts";

/**
 * Finds the file that defines a setting: the settings file, or one it includes, as `settings/local.ts` does
 * with `{ ...base }`. `undefined` if none defines it.
 *
 * @param refuse Makes the error for a file that cannot be parsed.
 */
export function fileDefining(settings: string, name: string, refuse: Refuse): string | undefined {
  const seen = new Set<string>();
  const search = (file: string): string | undefined => {
    if (seen.has(file) || !isFile(file)) return undefined;
    seen.add(file);
    const { here, bases } = placeOfSetting(sourceOf(file), name, refuse);
    if (here) return file;
    for (const base of bases.filter((each) => /^\.\.?\//.test(each))) {
      const found = search(resolve(dirname(file), base));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(settings);
}

/**
 * Finds the root URL module that the settings name.
 *
 * @param root The project's folder; module names are relative to it.
 * @throws The error of `refuse`, if ROOT_URLCONF is not a plain text in one place.
 */
export function rootUrls(root: string, settings: string, refuse: Refuse): string {
  const file = fileDefining(settings, "ROOT_URLCONF", refuse);
  if (file === undefined) {
    // Without settings or ROOT_URLCONF: the path that startproject uses.
    const usual = join(dirname(settings), "urls.ts");
    if (isFile(usual)) return usual;
    throw refuse("the settings name no ROOT_URLCONF");
  }
  return join(root, readTextSetting(sourceOf(file), "ROOT_URLCONF", refuse));
}

function sourceOf(file: string): string {
  return readSource(file).toString("utf8");
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
