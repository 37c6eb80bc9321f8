import { randomUUID } from "node:crypto";
import { chmod, link, mkdir, open, rename, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { File } from "../http/index.ts";
import { errorCodeOf } from "../platform/index.ts";

export interface WriteOptions {
  /** Permissions of the file, and of folders that are made; `null`: what the system gives. */
  readonly fileMode: number | null;
  readonly folderMode: number | null;
  /** Whether a file of that path is replaced. */
  readonly overwrite: boolean;
}

/**
 * Writes a file whole or not at all: first beside its place, then put there in one step.
 *
 * @throws The system's error: `EEXIST` if there is such a file and it may not be replaced. Whatever was written or
 *   made is gone then.
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

/** File systems that cannot link say so with one of these. */
const noLinks = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

/** Gives a file its name, which must be free. */
async function place(beside: string, path: string): Promise<void> {
  try {
    await link(beside, path);
  } catch (error) {
    if (!noLinks.has(errorCodeOf(error) ?? "")) throw error;
    // Takes the name first, so that of two at once only one gets it.
    await (await open(path, "wx")).close();
    return rename(beside, path);
  }
  await rm(beside);
}

/** @returns The uppermost folder that was made. */
async function makeFolder(folder: string, mode: number | null): Promise<string | undefined> {
  const made = await mkdir(folder, { recursive: true });
  if (made === undefined || mode === null) return made;
  for (const each of between(folder, made)) await chmod(each, mode);
  return made;
}

/** Removes folders that were made for nothing, unless somebody else uses them by now. */
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

/** The folder and those around it, up to `top`. */
function between(folder: string, top: string): readonly string[] {
  const found = [folder];
  for (let at = folder; at !== top && at !== dirname(at);) {
    at = dirname(at);
    found.push(at);
  }
  return found;
}
