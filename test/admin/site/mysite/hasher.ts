import { PBKDF2PasswordHasher } from "mkweb/auth";

/** As cheap as the hashes of the fixture, which a login therefore leaves as they are. */
export default new PBKDF2PasswordHasher({ iterations: 1000 });
