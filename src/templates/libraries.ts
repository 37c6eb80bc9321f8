/** Django's own libraries, and those of apps. */
import { namesIn } from "../platform/index.ts";
import { Library } from "./library.ts";
import { registerFilters } from "./filters/standard.ts";
import { registerTags } from "./tags/standard.ts";
import { cache } from "./tags/libraries/cache.ts";
import { i18n } from "./tags/libraries/i18n.ts";
import { l10n } from "./tags/libraries/l10n.ts";
import { staticLibrary } from "./tags/libraries/static.ts";
import { tz } from "./tags/libraries/tz.ts";
import { humanize } from "./filters/humanize.ts";

/** Needs no `{% load %}`. */
const standard = new Library();
registerTags(standard);
registerFilters(standard);
export const builtins: readonly Library[] = [standard];

/** The libraries that every engine can load. */
export const libraries: ReadonlyMap<string, Library> = new Map([
  ["cache", cache],
  ["static", staticLibrary],
  ["i18n", i18n],
  ["l10n", l10n],
  ["tz", tz],
  ["humanize", humanize],
]);

/** A module in a `templatetags/` folder without a `register`. */
export class InvalidTemplateLibrary extends Error {
  override readonly name = "InvalidTemplateLibrary";
}

/**
 * Imports the template libraries of apps: each module in `<root>/templatetags/` that exports a {@link
 * Library} as `register`, by its file name. Skips names that begin with an underscore or a dot.
 *
 * @param roots Folders of the apps; of two libraries with the same name, the later app's wins.
 * @throws {InvalidTemplateLibrary} A module has no `register`.
 *
 * @example
 * const libraries = await loadLibraries([new URL("./polls/", import.meta.url)]);
 * const engine = new Engine({ libraries });
 */
export async function loadLibraries(roots: readonly URL[]): Promise<Record<string, Library>> {
  const found: Record<string, Library> = {};
  for (const root of roots) {
    const folder = new URL("templatetags/", root.href.endsWith("/") ? root : `${root.href}/`);
    for (const file of namesIn(folder)) {
      const [, name] = /^([^_.][^.]*)\.(?:ts|js|mts|mjs)$/.exec(file) ?? [];
      if (name !== undefined) found[name] = await importLibrary(new URL(file, folder));
    }
  }
  return found;
}

async function importLibrary(file: URL): Promise<Library> {
  const module: unknown = await import(file.href);
  if (typeof module === "object" && module !== null && "register" in module) {
    if (module.register instanceof Library) return module.register;
  }
  throw new InvalidTemplateLibrary(
    `${file.pathname} does not export a template library: "export const register = new Library()".`,
  );
}
