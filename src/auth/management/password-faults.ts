import type { Settings } from "../../conf/index.ts";
import { ValidationError } from "../../validators/index.ts";
import { validatePassword } from "../password-validation.ts";
import type { PasswordOwner } from "../validators/validator.ts";

/** Returns the errors of AUTH_PASSWORD_VALIDATORS for a password; empty if it is valid. */
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
