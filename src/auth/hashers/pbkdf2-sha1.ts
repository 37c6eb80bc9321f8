/** `mkweb/auth/hashers/pbkdf2-sha1`: an entry for PASSWORD_HASHERS: PBKDF2 with SHA-1. */
import { PBKDF2PasswordHasher } from "./pbkdf2-hasher.ts";

/** `mkweb/auth/hashers/pbkdf2-sha1`: for hashes of libraries that know no SHA-256. */
export default new PBKDF2PasswordHasher({ digest: "sha1" });
