/** `mkweb/auth/hashers/pbkdf2`: PASSWORD_HASHERS entry for PBKDF2 with SHA-256. The default for new passwords. */
import { PBKDF2PasswordHasher } from "./pbkdf2-hasher.ts";

/** `mkweb/auth/hashers/pbkdf2`: Django's default. */
export default new PBKDF2PasswordHasher();
