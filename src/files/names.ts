/** Django's rules for the names of stored files. */
import { SuspiciousFileOperation } from "../http/index.ts";

/** What Python's `str.strip()` takes away. */
const SPACE = String.raw`[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+`;
const atEnds = new RegExp(`^${SPACE}|${SPACE}$`, "g");

/**
 * A name without what file systems or URLs could misread: `my pic.jpg` becomes `my_pic.jpg`.
 *
 * @throws {SuspiciousFileOperation} Nothing is left of it.
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
 * A name as it is, if it stays in its folder.
 *
 * @param options.allowRelativePath Whether it may name folders below that one. Default `false`.
 * @throws {SuspiciousFileOperation} It does not, or is none.
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

/** The folder and the name, as Python's `os.path.split()` gives them. */
export function splitPath(path: string): readonly [folder: string, name: string] {
  const at = path.lastIndexOf("/") + 1;
  const folder = path.slice(0, at);
  return [/^\/*$/.test(folder) ? folder : folder.replace(/\/+$/, ""), path.slice(at)];
}

export function joinPath(folder: string, name: string): string {
  if (name.startsWith("/") || folder === "") return name;
  return folder.endsWith("/") ? folder + name : `${folder}/${name}`;
}

/** Without `.`, doubled slashes and `x/..`: Python's `os.path.normpath()`. */
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

/** A name's root and all its extensions: `a`, `.tar.gz`. */
export function splitExtensions(name: string): readonly [root: string, extensions: string] {
  if (name.endsWith(".")) return [name, ""];
  const [, ...suffixes] = name.replace(/^\.+/, "").split(".");
  const extensions = suffixes.map((suffix) => `.${suffix}`).join("");
  return [name.slice(0, name.length - extensions.length), extensions];
}

/** @throws {SuspiciousFileOperation} A folder's path has a `..` in it. */
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
