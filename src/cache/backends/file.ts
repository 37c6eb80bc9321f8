/** `mkweb/cache/backends/file`: BACKEND for CACHES that stores each entry in a file, for one machine. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { wholeNumber, type CacheBackend, type CacheBackendFactory } from "../backend.ts";
import { EntryFiles } from "../entry-files.ts";

/**
 * Stores each entry in a file in the folder LOCATION (`mkweb/cache/backends/file`), created on the first write and
 * shared by all processes of this machine. Files are replaced atomically, so nobody reads a half-written one.
 * Counting is not atomic: two processes that count at once may count as one, as in Django.
 */
const fileCache: CacheBackendFactory = ({ location, baseDir, now }): CacheBackend => {
  const files = new EntryFiles(path.resolve(fileURLToPath(baseDir), location), now);
  return {
    async get(key) {
      return (await files.read(key))?.text;
    },
    set: (key, text, expiresAt) => files.write(key, { text, expiresAt }),
    async add(key, text, expiresAt) {
      if (await files.writeNew(key, { text, expiresAt })) return true;
      if (await files.read(key)) return false;
      await files.remove(key);
      return files.writeNew(key, { text, expiresAt });
    },
    async touch(key, expiresAt) {
      const entry = await files.read(key);
      if (entry) await files.write(key, { text: entry.text, expiresAt });
      return entry !== undefined;
    },
    async delete(key) {
      const existed = (await files.read(key)) !== undefined;
      await files.remove(key);
      return existed;
    },
    async increment(key, by) {
      const entry = await files.read(key);
      if (!entry) return undefined;
      const value = wholeNumber(key, entry.text) + by;
      await files.write(key, { text: String(value), expiresAt: entry.expiresAt });
      return value;
    },
    clear: () => files.removeAll(),
    async close() {},
  };
};

export default fileCache;
