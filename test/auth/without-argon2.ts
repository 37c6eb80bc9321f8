/** Checks an Argon2 hash on a Node that knows none, and prints what comes of it. */
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import hasher from "../../src/auth/hashers/argon2.ts";
import { MkwebError } from "../../src/errors.ts";

Reflect.deleteProperty(crypto, "argon2");
syncBuiltinESMExports();
try {
  await hasher.encode("x", "seasaltseasalt");
} catch (error) {
  if (error instanceof MkwebError) console.log(error.code, error.hint);
}
