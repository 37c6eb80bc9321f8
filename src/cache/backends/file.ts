/** `mkweb/cache/backends/file`: BACKEND for CACHES that stores each entry in a file, for one machine. */
import { createHash, randomUUID } from "node:crypto";
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { hasErrorCode } from "../../platform/index.ts";
import {
  wholeNumber,
  type CacheBackend,
  type CacheBackendFactory,
  type ExpiresAt,
} from "../backend.ts";

const SUFFIX = ".mkcache";

interface Entry {
  readonly text: string;
  readonly expiresAt: ExpiresAt;
}

/** Removes the file if it could not be written or moved into place. */
async function orRemove(file: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    await rm(file, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Parses an entry's file: its expiry on the first line, then the text. */
function parseEntry(content: string): Entry {
  const end = content.indexOf("\n");
  const expiresAt = content.slice(0, end);
  return {
    text: content.slice(end + 1),
    expiresAt: expiresAt === "null" ? null : Number(expiresAt),
  };
}

/**
 * Stores each entry in a file in the folder LOCATION (`mkweb/cache/backends/file`), created on the first write and
 * shared by all processes of this machine. Files are replaced atomically, so nobody reads a half-written one.
 * Counting is not atomic: two processes that count at once may count as one, as in Django.
 */
const fileCache: CacheBackendFactory = ({ location, baseDir, now }): CacheBackend => {
  const folder = path.resolve(fileURLToPath(baseDir), location);
  const fileOf = (key: string): string =>
    path.join(folder, createHash("sha256").update(key).digest("hex") + SUFFIX);

  const read = async (key: string): Promise<Entry | undefined> => {
    try {
      const entry = parseEntry(await readFile(fileOf(key), "utf8"));
      return entry.expiresAt !== null && entry.expiresAt <= now() ? undefined : entry;
    } catch (error) {
      if (hasErrorCode(error, "ENOENT")) return undefined;
      throw error;
    }
  };
  const stage = async ({ text, expiresAt }: Entry): Promise<string> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const staged = path.join(folder, `.${randomUUID()}`);
    await orRemove(staged, () => writeFile(staged, `${expiresAt}\n${text}`, { mode: 0o600 }));
    return staged;
  };
  const write = async (key: string, entry: Entry): Promise<void> => {
    const staged = await stage(entry);
    await orRemove(staged, () => rename(staged, fileOf(key)));
  };
  /** Returns whether this call created the file; true for only one of several concurrent calls. */
  const writeNew = async (key: string, entry: Entry): Promise<boolean> => {
    const staged = await stage(entry);
    try {
      await link(staged, fileOf(key));
      return true;
    } catch (error) {
      if (hasErrorCode(error, "EEXIST")) return false;
      throw error;
    } finally {
      await rm(staged, { force: true });
    }
  };

  return {
    async get(key) {
      return (await read(key))?.text;
    },
    async set(key, text, expiresAt) {
      await write(key, { text, expiresAt });
    },
    async add(key, text, expiresAt) {
      if (await writeNew(key, { text, expiresAt })) return true;
      if (await read(key)) return false;
      await rm(fileOf(key), { force: true });
      return writeNew(key, { text, expiresAt });
    },
    async touch(key, expiresAt) {
      const entry = await read(key);
      if (entry) await write(key, { text: entry.text, expiresAt });
      return entry !== undefined;
    },
    async delete(key) {
      const existed = (await read(key)) !== undefined;
      await rm(fileOf(key), { force: true });
      return existed;
    },
    async increment(key, by) {
      const entry = await read(key);
      if (!entry) return undefined;
      const value = wholeNumber(key, entry.text) + by;
      await write(key, { text: String(value), expiresAt: entry.expiresAt });
      return value;
    },
    async clear() {
      const names = await readdir(folder).catch((error: unknown) => {
        if (hasErrorCode(error, "ENOENT")) return [];
        throw error;
      });
      const ours = names.filter((name) => name.endsWith(SUFFIX));
      await Promise.all(ours.map((name) => rm(path.join(folder, name), { force: true })));
    },
    async close() {},
  };
};

export default fileCache;
