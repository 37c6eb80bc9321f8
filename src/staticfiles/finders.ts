import { readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { toPath, type App, type Settings } from "../conf/index.ts";
import { fileStat } from "./file-stat.ts";
import { matchesAny } from "./fnmatch.ts";
import { isSafePath } from "./safe-path.ts";

export type StaticSettings = Pick<Settings, "BASE_DIR" | "STATICFILES_DIRS" | "STATIC_URL">;

/** A file to serve: its location, and its path below STATIC_URL. */
export interface StaticFile {
  /** With forward slashes: `polls/style.css`. */
  readonly path: string;
  readonly file: string;
}

/** Django's patterns of names that are not collected. */
export const defaultIgnorePatterns: readonly string[] = ["CVS", ".*", "*~"];

/**
 * The folders of static files in order of precedence: STATICFILES_DIRS, then each app's `static/`.
 *
 * @example
 * const folders = staticFolders(settings, await loadApps(settings));
 * console.log(findStatic("polls/style.css", folders));
 */
export function staticFolders(settings: StaticSettings, apps: readonly App[]): readonly string[] {
  return [
    ...settings.STATICFILES_DIRS.map((folder) => toPath(folder, settings.BASE_DIR)),
    ...apps.map(({ root }) => fileURLToPath(new URL("static", root))),
  ];
}

/**
 * Finds all files with this path; the first one is served. A path that leaves its folder finds nothing.
 *
 * @example
 * const [file] = findStatic("polls/style.css", ["/srv/site/static"]);
 */
export function findStatic(path: string, folders: readonly string[]): readonly string[] {
  if (!isSafePath(path)) return [];
  return folders.map((folder) => join(folder, path)).filter(fileStat);
}

/**
 * Iterates over all static files in Django's order: a folder's files by name, then its folders. Follows
 * links. A path that exists in several folders is returned several times; the first one wins.
 *
 * @param ignore Patterns of names, or of whole paths, to leave out. Default: Django's.
 *
 * @example
 * for (const { path } of allStaticFiles(["/srv/site/static"])) console.log(path);
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

/** @param above The real paths of the folders above: a link back to one would never end. */
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
