import { BCryptPasswordHasher } from "./bcrypt-hasher.ts";

/** `mkweb/auth/hashers/bcrypt`. */
export default new BCryptPasswordHasher({ algorithm: "bcrypt" });
