/** A cache that is there and answers nothing. */
import type { CacheBackendFactory } from "../../src/cache/index.ts";

const away = async (): Promise<never> => {
  throw new Error("no cache today");
};

const backend: CacheBackendFactory = () => ({
  get: away,
  set: away,
  add: away,
  touch: away,
  delete: away,
  increment: away,
  clear: away,
  close: async () => {},
});

export default backend;
