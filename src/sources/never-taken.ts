/**
 * Files that belong to a copy of a template rather than to the template: folders of the repository and the
 * package manager, compiled Python, a mkweb project's records, files of the macOS Finder.
 */
const FOLDERS = new Set([".git", ".mkweb", "__pycache__", "node_modules"]);
const FILES = /\.pyc$|\.pyo$|\.py\.class$|^\.DS_Store$/;

/** Whether this path is never part of a template, whatever the options say. */
export function isNeverTaken(path: string): boolean {
  const segments = path.split("/");
  return segments.some((each) => FOLDERS.has(each)) || FILES.test(segments.at(-1) ?? "");
}
