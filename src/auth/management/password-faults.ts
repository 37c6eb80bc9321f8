import type { Settings } from "../../conf/index.ts";
import { ValidationError } from "../../validators/index.ts";
import { validatePassword } from "../password-validation.ts";
import type { PasswordOwner } from "../validators/validator.ts";

/** What AUTH_PASSWORD_VALIDATORS have against a password; nothing if it will do. */
export async function passwordFaults(
  settings: Settings,
  password: string,
  user: PasswordOwner,
): Promise<readonly string[]> {
  try {
    await validatePassword(password, user, settings);
    return [];
  } catch (error) {
    if (error instanceof ValidationError) return error.messages;
    throw error;
  }
}
