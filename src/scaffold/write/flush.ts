import { closeSync, fsync, fsyncSync, openSync, statSync } from "node:fs";
import { hasErrorCode } from "../../platform/index.ts";

/** Most files kept open at once; systems allow 256 and more. */
const AT_ONCE = 64;

/** Waits until an open file is on disk. */
export function flush(file: number): void {
  fsyncSync(file);
}

/** Waits until files and folders are on disk, all at once, which costs little more than one. */
export async function flushAll(paths: readonly string[]): Promise<void> {
  for (let start = 0; start < paths.length; start += AT_ONCE) {
    await Promise.all(paths.slice(start, start + AT_ONCE).map(flushPath));
  }
}

async function flushPath(path: string): Promise<void> {
  const file = openToFlush(path);
  if (file === undefined) return;
  try {
    await new Promise<void>((done, fail) => fsync(file, (error) => (error ? fail(error) : done())));
  } catch (error) {
    // Some file systems cannot flush folders, and Windows flushes only what is open for writing.
    if (!hasErrorCode(error, "EINVAL", "EPERM")) throw error;
  } finally {
    closeSync(file);
  }
}

/** Windows does not open folders. */
function openToFlush(path: string): number | undefined {
  try {
    return openSync(path, "r");
  } catch (error) {
    const isFolder = hasErrorCode(error, "EISDIR") || statSync(path).isDirectory();
    if (isFolder) return undefined;
    throw error;
  }
}
