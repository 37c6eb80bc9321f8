/** Uses a PostgreSQL database in a process that has no pg, and prints what comes of it. */
import { registerHooks } from "node:module";
import { completeSettings } from "../../src/conf/index.ts";
import { getConnection } from "../../src/connections/index.ts";
import { MkwebError } from "../../src/errors.ts";

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== "pg") return next(specifier, context);
    throw Object.assign(new Error("Cannot find package 'pg'"), { code: "ERR_MODULE_NOT_FOUND" });
  },
});
const settings = completeSettings({
  BASE_DIR: new URL(".", import.meta.url),
  SECRET_KEY: "k",
  DATABASES: { default: { ENGINE: "postgresql", NAME: "x" } },
});
try {
  await getConnection(settings).run("select 1");
} catch (error) {
  if (error instanceof MkwebError) console.log(error.code, error.hint);
}
