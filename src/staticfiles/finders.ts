import { globSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { toPath, type App, type Settings } from "../conf/index.ts";

export type StaticSettings = Pick<
  Settings,
  "BASE_DIR" | "STATICFILES_DIRS" | "STATIC_ROOT" | "STATIC_URL"
>;

/** A file that can be served: where it is, and the path under STATIC_URL. */
export interface StaticFile {
  /** With forward slashes: `polls/style.css`. */
  readonly path: string;
  readonly file: string;
}

/** The folders static files come from, in order of precedence: STATICFILES_DIRS, then each app's `static/`. */
export function staticFolders(settings: StaticSettings, apps: readonly App[]): readonly string[] {
  return [
    ...settings.STATICFILES_DIRS.map((folder) => toPath(folder, settings.BASE_DIR)),
    ...apps.map(({ root }) => fileURLToPath(new URL("static", root))),
  ];
}

/** Every file with this path, the one that is served first. A path that leaves its folder finds nothing. */
export function findStatic(path: string, folders: readonly string[]): readonly string[] {
  if (!isSafe(path)) return [];
  return folders.map((folder) => join(folder, path)).filter(isFile);
}

/** Every static file once, sorted by path; of two with one path the first folder's. */
export function allStaticFiles(folders: readonly string[]): readonly StaticFile[] {
  const found = new Map<string, string>();
  for (const folder of folders) {
    for (const name of globSync("**/*", { cwd: folder, exclude: isIgnored })) {
      const path = name.replaceAll("\\", "/");
      const file = join(folder, name);
      if (!path.split("/").some(isIgnored) && !found.has(path) && isFile(file)) {
        found.set(path, file);
      }
    }
  }
  return [...found]
    .map(([path, file]) => ({ path, file }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Names that Django's collectstatic ignores: `CVS`, `.*`, `*~`. */
function isIgnored(name: string): boolean {
  return name === "CVS" || name.startsWith(".") || name.endsWith("~");
}

/** Nothing that a file system could read as a way out, on any platform. */
function isSafe(path: string): boolean {
  // oxlint-disable-next-line no-control-regex
  if (path === "" || /[\0\\]/.test(path) || /^[a-zA-Z]:/.test(path)) return false;
  return path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}
