/** `mkweb/auth/hashers/pbkdf2`: an entry for PASSWORD_HASHERS: PBKDF2 with SHA-256. The first by default. */
import { PBKDF2PasswordHasher } from "./pbkdf2-hasher.ts";

/** `mkweb/auth/hashers/pbkdf2`: Django's default. */
export default new PBKDF2PasswordHasher();
