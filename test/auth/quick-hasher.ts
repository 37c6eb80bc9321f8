/** PBKDF2 with hardly any work, which it writes down. */
import { PBKDF2PasswordHasher } from "../../src/auth/index.ts";

class QuickHasher extends PBKDF2PasswordHasher {
  /** The password of each hash made or checked since the last look. */
  #hashed: string[] = [];

  override encode(password: string, salt: string): Promise<string> {
    this.#hashed.push(password);
    return super.encode(password, salt);
  }

  override verify(password: string, encoded: string): Promise<boolean> {
    this.#hashed.push(password);
    return super.verify(password, encoded);
  }

  takeHashed(): readonly string[] {
    const hashed = this.#hashed;
    this.#hashed = [];
    return hashed;
  }
}

const quickHasher = new QuickHasher({ iterations: 10 });
export default quickHasher;
