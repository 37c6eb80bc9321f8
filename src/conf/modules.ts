/** Code is named by module specifiers in settings. This is where they become URLs. */
import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { isAbsolute, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/**
 * The file or folder that a specifier of a settings file means, or `undefined`.
 * `mkweb/...` is this very package; then comes a path below the project; then an installed package.
 */
export function resolveSpecifier(specifier: string, baseDir: URL): URL | undefined {
  if (specifier.startsWith("mkweb/")) return ownModule(specifier);
  if (specifier.startsWith("file:")) return existing(new URL(specifier));
  return existing(new URL(escapePath(specifier), baseDir)) ?? packaged(specifier, baseDir);
}

/** The folder that a URL is, or is in, with its trailing slash. */
export function folderOf(url: URL): URL {
  const isFolder = statSync(url, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder && !url.href.endsWith("/") ? new URL(`${url.href}/`) : new URL(".", url);
}

/** A folder of the settings as a path; relative ones start at BASE_DIR. */
export function toPath(folder: string | URL, baseDir: URL): string {
  if (folder instanceof URL) return fileURLToPath(folder);
  return isAbsolute(folder) ? folder : join(fileURLToPath(baseDir), folder);
}

/** Escapes what has a meaning in URLs but none in file names. */
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

/** Our own doors. When mkweb itself runs from its sources, so do they: one copy of each class. */
function ownModule(specifier: string): URL | undefined {
  let url: string;
  try {
    url = import.meta.resolve(specifier);
  } catch {
    return undefined;
  }
  const fromSource = import.meta.url.endsWith(".ts");
  const file = fromSource ? url.replace("/dist/", "/src/").replace(/\.js$/, ".ts") : url;
  return existing(new URL(file));
}
