/** `mkweb/auth/hashers/bcrypt`: PASSWORD_HASHERS entry for bcrypt, with the package `bcryptjs`. */
import { BCryptPasswordHasher } from "./bcrypt-hasher.ts";

/** `mkweb/auth/hashers/bcrypt`. */
export default new BCryptPasswordHasher({ algorithm: "bcrypt" });
