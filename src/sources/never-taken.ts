/**
 * What belongs to a copy of a template and not to the template: the repository's and the package manager's
 * folders, what Python compiled, what a mkweb project says about itself, what the macOS Finder leaves.
 */
const FOLDERS = new Set([".git", ".mkweb", "__pycache__", "node_modules"]);
const FILES = /\.pyc$|\.pyo$|\.py\.class$|^\.DS_Store$/;

/** Whether something of this path is in no template, whatever the options say. */
export function isNeverTaken(path: string): boolean {
  const segments = path.split("/");
  return segments.some((each) => FOLDERS.has(each)) || FILES.test(segments.at(-1) ?? "");
}
