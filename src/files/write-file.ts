import { randomUUID } from "node:crypto";
import { chmod, link, mkdir, open, rename, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { File } from "../http/index.ts";
import { errorCodeOf } from "../platform/index.ts";

export interface WriteOptions {
  /** Permissions of the file and of new folders; `null` means the system's default. */
  readonly fileMode: number | null;
  readonly folderMode: number | null;
  /** Whether to replace an existing file. */
  readonly overwrite: boolean;
}

/**
 * Writes a file atomically: first to a temporary file in the same folder, then moves it into place.
 *
 * @throws The system's error: `EEXIST` if the file exists and may not be replaced. Everything written or created so
 * far is removed then.
 */
export async function writeWhole(
  path: string,
  content: File,
  { fileMode, folderMode, overwrite }: WriteOptions,
): Promise<void> {
  const folder = dirname(path);
  const made = await makeFolder(folder, folderMode);
  const beside = join(folder, `.mkweb-${randomUUID()}.part`);
  try {
    await fill(beside, content);
    if (fileMode !== null) await chmod(beside, fileMode);
    await (overwrite ? rename(beside, path) : place(beside, path));
  } catch (error) {
    await rm(beside, { force: true });
    await removeFolders(folder, made);
    throw error;
  }
}

async function fill(path: string, content: File): Promise<void> {
  const handle = await open(path, "wx", 0o666);
  try {
    for await (const chunk of content.chunks()) await handle.writeFile(chunk);
  } finally {
    await handle.close();
  }
}

/** Errors of file systems without hard links. */
const noLinks = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

/** Moves a file to a name that must be free. */
async function place(beside: string, path: string): Promise<void> {
  try {
    await link(beside, path);
  } catch (error) {
    if (!noLinks.has(errorCodeOf(error) ?? "")) throw error;
    // Creates the file first, so that only one of two concurrent calls gets the name.
    await (await open(path, "wx")).close();
    return rename(beside, path);
  }
  await rm(beside);
}

/** @returns The topmost folder that was created. */
async function makeFolder(folder: string, mode: number | null): Promise<string | undefined> {
  const made = await mkdir(folder, { recursive: true });
  if (made === undefined || mode === null) return made;
  for (const each of between(folder, made)) await chmod(each, mode);
  return made;
}

/** Removes unused new folders, unless somebody else uses them by now. */
async function removeFolders(folder: string, made: string | undefined): Promise<void> {
  if (made === undefined) return;
  for (const each of between(folder, made)) {
    try {
      await rmdir(each);
    } catch {
      return;
    }
  }
}

/** Returns the folder and its parents up to `top`. */
function between(folder: string, top: string): readonly string[] {
  const found = [folder];
  for (let at = folder; at !== top && at !== dirname(at);) {
    at = dirname(at);
    found.push(at);
  }
  return found;
}
