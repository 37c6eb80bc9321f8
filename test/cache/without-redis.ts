/** Opens a cache in Redis in a process that has no client of Redis, and prints what comes of it. */
import { registerHooks } from "node:module";
import { getCache } from "../../src/cache/index.ts";
import { completeSettings } from "../../src/conf/index.ts";
import { MkwebError } from "../../src/errors.ts";

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== "@redis/client") return next(specifier, context);
    throw Object.assign(new Error("Cannot find package '@redis/client'"), {
      code: "ERR_MODULE_NOT_FOUND",
    });
  },
});
const settings = completeSettings({
  BASE_DIR: new URL(".", import.meta.url),
  SECRET_KEY: "k",
  CACHES: {
    default: { BACKEND: "mkweb/cache/backends/redis", LOCATION: "redis://127.0.0.1:1" },
  },
});
try {
  await getCache("default", settings);
} catch (error) {
  if (error instanceof MkwebError) console.log(error.code, error.hint);
}
