import { PBKDF2PasswordHasher } from "./pbkdf2-hasher.ts";

/** `mkweb/auth/hashers/pbkdf2`: Django's default. */
export default new PBKDF2PasswordHasher();
