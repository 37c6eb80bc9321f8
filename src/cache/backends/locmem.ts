/** `mkweb/cache/backends/locmem`: BACKEND for CACHES that uses the memory of this process. The default. */
import { LRUCache } from "../../vendor/lru-cache.ts";
import {
  wholeNumber,
  type CacheBackend,
  type CacheBackendFactory,
  type ExpiresAt,
} from "../backend.ts";

interface Entry {
  readonly text: string;
  readonly expiresAt: ExpiresAt;
}

/** Caches with the same LOCATION share their entries within the process, as in Django. */
const locations = new Map<string, LRUCache<string, Entry>>();

/**
 * Stores entries in the memory of this process (`mkweb/cache/backends/locmem`); other processes do not see them.
 * OPTIONS.MAX_ENTRIES (default 300): beyond it the least recently used entry is removed.
 */
const locmem: CacheBackendFactory = ({ location, options, now }): CacheBackend => {
  const max = typeof options["MAX_ENTRIES"] === "number" ? options["MAX_ENTRIES"] : 300;
  const entries = locations.get(location) ?? new LRUCache<string, Entry>({ max });
  locations.set(location, entries);

  const live = (key: string): Entry | undefined => {
    const entry = entries.get(key);
    if (entry && entry.expiresAt !== null && entry.expiresAt <= now()) {
      entries.delete(key);
      return undefined;
    }
    return entry;
  };

  return {
    async get(key) {
      return live(key)?.text;
    },
    async set(key, text, expiresAt) {
      entries.set(key, { text, expiresAt });
    },
    async add(key, text, expiresAt) {
      if (live(key)) return false;
      entries.set(key, { text, expiresAt });
      return true;
    },
    async touch(key, expiresAt) {
      const entry = live(key);
      if (entry) entries.set(key, { text: entry.text, expiresAt });
      return entry !== undefined;
    },
    async delete(key) {
      const existed = live(key) !== undefined;
      entries.delete(key);
      return existed;
    },
    async increment(key, by) {
      const entry = live(key);
      if (!entry) return undefined;
      const value = wholeNumber(key, entry.text) + by;
      entries.set(key, { text: String(value), expiresAt: entry.expiresAt });
      return value;
    },
    async clear() {
      entries.clear();
    },
    async close() {},
  };
};

export default locmem;
