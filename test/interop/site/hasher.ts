import { PBKDF2PasswordHasher } from "../../../src/auth/index.ts";
import { env } from "../../../src/conf/index.ts";

/** Django 5.2's count, as long as the environment says nothing else. */
export default new PBKDF2PasswordHasher({
  iterations: env.integer("H_PBKDF2_ITERATIONS", 1_000_000),
});
