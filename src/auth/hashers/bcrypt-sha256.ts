import { BCryptPasswordHasher } from "./bcrypt-hasher.ts";

/** `mkweb/auth/hashers/bcrypt-sha256`. */
export default new BCryptPasswordHasher();
