/** `mkweb/cache/backends/dummy`: BACKEND for CACHES that stores nothing. */
import type { CacheBackend, CacheBackendFactory } from "../backend.ts";

/** Stores nothing (`mkweb/cache/backends/dummy`): for development, where a cache would hide changes. */
const dummy: CacheBackendFactory = (): CacheBackend => ({
  get: async () => undefined,
  set: async () => {},
  add: async () => true,
  touch: async () => false,
  delete: async () => false,
  increment: async () => undefined,
  clear: async () => {},
  close: async () => {},
});

export default dummy;
