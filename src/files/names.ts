/** Django's rules for the names of stored files. */
import { SuspiciousFileOperation } from "../http/index.ts";

/** Characters that Python's `str.strip()` removes. */
const SPACE = String.raw`[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+`;
const atEnds = new RegExp(`^${SPACE}|${SPACE}$`, "g");

/**
 * Removes everything from a file name that file systems or URLs could misread: `my pic.jpg` becomes `my_pic.jpg`.
 *
 * @throws {SuspiciousFileOperation} If nothing is left.
 *
 * @example
 * console.log(getValidFilename("my pic?.jpg")); // my_pic.jpg
 */
export function getValidFilename(name: string): string {
  const valid = name
    .replace(atEnds, "")
    .replaceAll(" ", "_")
    .replace(/[^-\p{L}\p{N}_.]/gu, "");
  if (!isNothing(valid)) return valid;
  throw new SuspiciousFileOperation(`Could not derive file name from '${name}'`);
}

/**
 * Returns a file name unchanged if it stays in its folder.
 *
 * @param options.allowRelativePath Whether it may name subfolders. Default `false`.
 * @throws {SuspiciousFileOperation} If it leaves its folder or is empty.
 *
 * @example
 * validateFileName("photos/cat.jpg", { allowRelativePath: true });
 */
export function validateFileName(
  name: string,
  { allowRelativePath = false }: { readonly allowRelativePath?: boolean } = {},
): string {
  const [, last] = splitPath(name);
  if (isNothing(last)) {
    throw new SuspiciousFileOperation(`Could not derive file name from '${name}'`);
  }
  if (name.includes("\0")) throw new SuspiciousFileOperation("A file name may not hold NUL.");
  if (allowRelativePath) {
    const path = name.replaceAll("\\", "/");
    if (path.startsWith("/") || leavesFolder(path)) throw traversal(name);
  } else if (name !== last) {
    throw new SuspiciousFileOperation(`File name '${name}' includes path elements`);
  }
  return name;
}

/**
 * Splits a path into folder and name, like Python's `os.path.split()`.
 *
 * @example
 * const [folder, name] = splitPath("photos/cat.jpg"); // "photos", "cat.jpg"
 */
export function splitPath(path: string): readonly [folder: string, name: string] {
  const at = path.lastIndexOf("/") + 1;
  const folder = path.slice(0, at);
  return [/^\/*$/.test(folder) ? folder : folder.replace(/\/+$/, ""), path.slice(at)];
}

/**
 * Joins a folder and a name, like Python's `os.path.join()`.
 *
 * @example
 * console.log(joinPath("photos", "cat.jpg")); // photos/cat.jpg
 */
export function joinPath(folder: string, name: string): string {
  if (name.startsWith("/") || folder === "") return name;
  return folder.endsWith("/") ? folder + name : `${folder}/${name}`;
}

/**
 * Removes `.`, duplicate slashes and `x/..`, like Python's `os.path.normpath()`.
 *
 * @example
 * console.log(normalPath("a//b/./c/../d")); // a/b/d
 */
export function normalPath(path: string): string {
  const root = /^\/\/(?!\/)|^\/?/.exec(path)?.[0] ?? "";
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== ".." || (root === "" && (parts.length === 0 || parts.at(-1) === ".."))) {
      parts.push(part);
    } else parts.pop();
  }
  return root + parts.join("/") || ".";
}

/** Splits a name before all its extensions: `a`, `.tar.gz`. */
export function splitExtensions(name: string): readonly [root: string, extensions: string] {
  if (name.endsWith(".")) return [name, ""];
  const [, ...suffixes] = name.replace(/^\.+/, "").split(".");
  const extensions = suffixes.map((suffix) => `.${suffix}`).join("");
  return [name.slice(0, name.length - extensions.length), extensions];
}

/** @throws {SuspiciousFileOperation} If a folder's path contains `..`. */
export function refuseTraversal(folder: string): void {
  if (leavesFolder(folder)) throw traversal(folder);
}

function leavesFolder(path: string): boolean {
  return path.split("/").includes("..");
}

function isNothing(name: string): boolean {
  return name === "" || name === "." || name === "..";
}

function traversal(path: string): SuspiciousFileOperation {
  return new SuspiciousFileOperation(`Detected path traversal attempt in '${path}'`);
}
