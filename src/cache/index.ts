/** `mkweb/cache`: Django's low-level cache API over memory, files, the database, Redis. */
export type {
  CacheBackend,
  CacheBackendContext,
  CacheBackendFactory,
  ExpiresAt,
} from "./backend.ts";
export { Cache, type CacheOptions, type EntryOptions, type SetOptions } from "./cache.ts";
export { closeCaches, getCache } from "./caches.ts";
export { observeCaches, type CacheCall, type CacheListener } from "./observe.ts";
export { cacheTables, createTableStatements } from "./table.ts";
