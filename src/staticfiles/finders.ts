import { readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { toPath, type App, type Settings } from "../conf/index.ts";
import { fileStat } from "./file-stat.ts";
import { matchesAny } from "./fnmatch.ts";
import { isSafePath } from "./safe-path.ts";

export type StaticSettings = Pick<Settings, "BASE_DIR" | "STATICFILES_DIRS" | "STATIC_URL">;

/** A file that can be served: where it is, and the path under STATIC_URL. */
export interface StaticFile {
  /** With forward slashes: `polls/style.css`. */
  readonly path: string;
  readonly file: string;
}

/** Names that are not collected: Django's. */
export const defaultIgnorePatterns: readonly string[] = ["CVS", ".*", "*~"];

/** The folders static files come from, in order of precedence: STATICFILES_DIRS, then each app's `static/`. */
export function staticFolders(settings: StaticSettings, apps: readonly App[]): readonly string[] {
  return [
    ...settings.STATICFILES_DIRS.map((folder) => toPath(folder, settings.BASE_DIR)),
    ...apps.map(({ root }) => fileURLToPath(new URL("static", root))),
  ];
}

/** Every file with this path, the one that is served first. A path that leaves its folder finds nothing. */
export function findStatic(path: string, folders: readonly string[]): readonly string[] {
  if (!isSafePath(path)) return [];
  return folders.map((folder) => join(folder, path)).filter(fileStat);
}

/**
 * Every static file in Django's order: a folder's files by their names, then its folders'. Links are followed. A path
 * that several folders have comes several times; the first one counts.
 *
 * @param ignore Patterns of names, or of whole paths, that are left out. Default: Django's.
 */
export function* allStaticFiles(
  folders: readonly string[],
  ignore: readonly string[] = defaultIgnorePatterns,
): Generator<StaticFile> {
  for (const folder of folders) {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      yield* filesBelow(folder, "", ignore, []);
    }
  }
}

/** @param above The folders on the way here, as they are really called: a link back to one would never end. */
function* filesBelow(
  folder: string,
  prefix: string,
  ignore: readonly string[],
  above: readonly string[],
): Generator<StaticFile> {
  const real = realpathSync(folder);
  if (above.includes(real)) return;
  const folders: string[] = [];
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const found = statSync(file, { throwIfNoEntry: false });
    if (matchesAny(name, ignore)) continue;
    if (found?.isDirectory()) folders.push(name);
    else if (found?.isFile() && !matchesAny(prefix + name, ignore)) {
      yield { path: prefix + name, file };
    }
  }
  for (const name of folders) {
    yield* filesBelow(join(folder, name), `${prefix}${name}/`, ignore, [...above, real]);
  }
}
