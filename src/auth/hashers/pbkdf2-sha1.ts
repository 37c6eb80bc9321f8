/** `mkweb/auth/hashers/pbkdf2-sha1`: PASSWORD_HASHERS entry for PBKDF2 with SHA-1. */
import { PBKDF2PasswordHasher } from "./pbkdf2-hasher.ts";

/** `mkweb/auth/hashers/pbkdf2-sha1`: for hashes of libraries without SHA-256. */
export default new PBKDF2PasswordHasher({ digest: "sha1" });
