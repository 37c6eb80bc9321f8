/** `mkweb/auth/hashers/bcrypt`: an entry for PASSWORD_HASHERS: bcrypt, with the package `bcryptjs`. */
import { BCryptPasswordHasher } from "./bcrypt-hasher.ts";

/** `mkweb/auth/hashers/bcrypt`. */
export default new BCryptPasswordHasher({ algorithm: "bcrypt" });
