/**
 * `mkweb/auth/hashers/bcrypt-sha256`: PASSWORD_HASHERS entry for bcrypt of the password's SHA-256, with the package
 * `bcryptjs`.
 */
import { BCryptPasswordHasher } from "./bcrypt-hasher.ts";

/** `mkweb/auth/hashers/bcrypt-sha256`. */
export default new BCryptPasswordHasher();
