/** Checks a bcrypt hash in a process that has no bcryptjs, and prints what comes of it. */
import { registerHooks } from "node:module";
import hasher from "../../src/auth/hashers/bcrypt-sha256.ts";
import { MkwebError } from "../../src/errors.ts";

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== "bcryptjs") return next(specifier, context);
    throw Object.assign(new Error("Cannot find package"), { code: "ERR_MODULE_NOT_FOUND" });
  },
});
try {
  await hasher.encode("x", hasher.salt());
} catch (error) {
  if (error instanceof MkwebError) console.log(error.code, error.hint);
}
