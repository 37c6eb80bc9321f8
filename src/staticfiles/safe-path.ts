/**
 * Whether a path from a URL names a file below a folder: nothing that a file system on any platform could
 * treat as a way out, and no hidden file or folder except `.well-known`.
 */
export function isSafePath(path: string): boolean {
  // oxlint-disable-next-line no-control-regex
  if (path === "" || /[\0\\]/.test(path) || /^[a-zA-Z]:/.test(path)) return false;
  return path
    .split("/")
    .every((part) => part !== "" && (!part.startsWith(".") || part === ".well-known"));
}
