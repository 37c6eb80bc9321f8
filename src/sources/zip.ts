import { crc32 } from "node:zlib";
import type { Entry as ZipEntry, ZipFile } from "yauzl";
import { MkwebError } from "../errors.ts";
import { entryRefused, reasonOf, refused } from "./failures.ts";
import type { EntryKind, Gathering } from "./gathering.ts";
import { MOST_ENTRIES } from "./limits.ts";

/**
 * Reads a zip.
 *
 * @throws {MkwebError} `MKWEB_TEMPLATE_REFUSED` for a damaged or encrypted one, or forbidden contents.
 */
export async function readZip(bytes: Buffer, gathering: Gathering): Promise<void> {
  const { default: yauzl } = await import("yauzl");
  try {
    const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: true });
    if (zip.entryCount > MOST_ENTRIES) {
      throw refused(gathering.source, `it holds more than ${MOST_ENTRIES} files and folders`);
    }
    for await (const entry of zip.eachEntry()) await readEntry(zip, entry, gathering);
  } catch (error) {
    if (error instanceof MkwebError) throw error;
    throw refused(gathering.source, `its zip archive is not supported (${reasonOf(error)})`, error);
  }
}

async function readEntry(zip: ZipFile, entry: ZipEntry, gathering: Gathering): Promise<void> {
  const { fileName: name, uncompressedSize: size } = entry;
  const mode = entry.externalFileAttributes >>> 16;
  if (entry.isEncrypted()) throw entryRefused(gathering.source, name, "is encrypted");
  const path = gathering.admit({ name, kind: kindOf(name, mode), size });
  if (path === undefined) return;
  const bytes = Buffer.concat(await (await zip.openReadStreamPromise(entry)).toArray());
  if (crc32(bytes) !== entry.crc32) {
    throw entryRefused(gathering.source, name, "is damaged: its checksum differs");
  }
  gathering.add(path, bytes, (mode & 0o100) !== 0);
}

/** Archives from systems without modes have 0. */
function kindOf(name: string, mode: number): EntryKind {
  const type = mode & 0o170_000;
  if (type === 0o120_000) return "link";
  if (type !== 0 && type !== 0o100_000 && type !== 0o040_000) return "device";
  return name.endsWith("/") || type === 0o040_000 ? "folder" : "file";
}
