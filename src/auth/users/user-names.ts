/** Normalizes and validates user names and addresses. Source: Django, `AbstractUser`. */
import {
  maxLengthValidator,
  regexValidator,
  validateEmail,
  ValidationError,
  type Validator,
  type ValidatorOptions,
} from "../../validators/index.ts";

/** Length of the columns in `auth_user`. */
const USERNAME_LENGTH = 150;
const EMAIL_LENGTH = 254;

/**
 * Unifies characters that look the same, so that two users cannot have names that look alike.
 *
 * @example
 * console.log(normalizeUsername("\ufb01ona")); // fiona, without the ligature
 */
export function normalizeUsername(username: string): string {
  return username.normalize("NFKC");
}

/**
 * Converts an address's domain to lower case, but not its local part, which may be case-sensitive.
 *
 * @example
 * console.log(normalizeEmail("Ann@Example.COM")); // Ann@example.com
 */
export function normalizeEmail(email: string): string {
  const trimmed = email.trim();
  const at = trimmed.lastIndexOf("@");
  return at < 0 ? email : trimmed.slice(0, at) + trimmed.slice(at).toLowerCase();
}

/**
 * Allows letters and digits of all scripts and `@.+-_`; Django's UnicodeUsernameValidator.
 *
 * @example
 * const name = fields.char(150, { validators: [unicodeUsernameValidator()] });
 */
export function unicodeUsernameValidator(options: ValidatorOptions = {}): Validator<string> {
  // Python's `\w` and four other characters.
  return regexValidator(/^[\p{L}\p{N}_.@+-]+$/u, {
    message:
      "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.",
    ...options,
  });
}

/**
 * Allows unaccented letters, ASCII digits and `@.+-_`; Django's ASCIIUsernameValidator.
 *
 * @example
 * const name = fields.char(150, { validators: [asciiUsernameValidator()] });
 */
export function asciiUsernameValidator(options: ValidatorOptions = {}): Validator<string> {
  return regexValidator(/^[A-Za-z0-9_.@+-]+$/, {
    message:
      "Enter a valid username. This value may contain only unaccented lowercase a-z and uppercase A-Z letters, numbers, and @/./+/-/_ characters.",
    ...options,
  });
}

/**
 * Checks a user name.
 *
 * @throws {ValidationError} If it is empty, too long or has other characters than allowed.
 *
 * @example
 * validateUsername("ann@example.com");
 */
export function validateUsername(username: string): void {
  if (username === "") throw new ValidationError("This field cannot be blank.", { code: "blank" });
  hold(username, [unicodeUsernameValidator(), maxLengthValidator(USERNAME_LENGTH)]);
}

/** Allows an empty address. @throws {ValidationError} If it is invalid or too long. */
export function validateEmailField(email: string): void {
  if (email !== "") hold(email, [validateEmail, maxLengthValidator(EMAIL_LENGTH)]);
}

/** Collects all errors in one. */
function hold(value: string, validators: readonly Validator<string>[]): void {
  const faults: ValidationError[] = [];
  for (const validate of validators) {
    try {
      validate(value);
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      faults.push(error);
    }
  }
  if (faults.length > 0) throw new ValidationError(faults);
}
