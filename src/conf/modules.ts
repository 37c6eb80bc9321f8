/** Resolves module specifiers in settings to URLs. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { isAbsolute, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/**
 * Resolves a specifier in a settings file to a file or folder, or `undefined`: `mkweb/...` is this package, otherwise a
 * path in the project, otherwise an installed package.
 *
 * @example
 * const file = resolveSpecifier("polls/urls.ts", settings.BASE_DIR);
 */
export function resolveSpecifier(specifier: string, baseDir: URL): URL | undefined {
  if (specifier.startsWith("mkweb/")) return ownModule(specifier);
  if (specifier.startsWith("file:")) return existing(new URL(specifier));
  return existing(new URL(escapePath(specifier), baseDir)) ?? packaged(specifier, baseDir);
}

/**
 * Returns the folder itself, or the folder of a file, with a trailing slash.
 *
 * @example
 * const folder = folderOf(new URL(import.meta.url));
 */
export function folderOf(url: URL): URL {
  const isFolder = statSync(url, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder && !url.href.endsWith("/") ? new URL(`${url.href}/`) : new URL(".", url);
}

/**
 * Converts a folder from the settings to a path; relative ones start at BASE_DIR.
 *
 * @example
 * const path = toPath("media", settings.BASE_DIR);
 */
export function toPath(folder: string | URL, baseDir: URL): string {
  if (folder instanceof URL) return fileURLToPath(folder);
  return isAbsolute(folder) ? folder : join(fileURLToPath(baseDir), folder);
}

/**
 * Escapes characters of a file name that have a meaning in URLs.
 *
 * @example
 * const file = new URL(escapePath("50% off.txt"), settings.BASE_DIR);
 */
export function escapePath(path: string): string {
  return path.replace(/[%?#\\]/g, encodeURIComponent);
}

function existing(url: URL): URL | undefined {
  return existsSync(url) ? url : undefined;
}

function packaged(specifier: string, baseDir: URL): URL | undefined {
  try {
    return pathToFileURL(createRequire(new URL("manage.js", baseDir)).resolve(specifier));
  } catch {
    return undefined;
  }
}

const PACKAGE = new URL("../../", import.meta.url);

/** The doors of this package: `./auth/models` to `./dist/auth/models.js`. */
let ownExports: Readonly<Record<string, string>> | undefined;

/**
 * Finds a door of this package. Read from its package.json once, as a server asks for some forty: `import.meta.resolve`
 * reads the files around each again. If mkweb runs from its sources, so do they, for a single copy of each class.
 */
function ownModule(specifier: string): URL | undefined {
  ownExports ??= readOwnExports();
  const file = ownExports[specifier.replace("mkweb", ".")];
  if (file === undefined) return undefined;
  const fromSource = import.meta.url.endsWith(".ts");
  return new URL(
    fromSource ? file.replace("/dist/", "/src/").replace(/\.js$/, ".ts") : file,
    PACKAGE,
  );
}

function readOwnExports(): Readonly<Record<string, string>> {
  const { exports }: { readonly exports: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(new URL("package.json", PACKAGE), "utf8"),
  );
  return exports;
}
