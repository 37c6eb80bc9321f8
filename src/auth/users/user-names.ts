/** User names and addresses: their proper form, and what will not do. Source: Django, `AbstractUser`. */
import {
  maxLengthValidator,
  regexValidator,
  validateEmail,
  ValidationError,
  type Validator,
  type ValidatorOptions,
} from "../../validators/index.ts";

/** As long as the columns of `auth_user`. */
const USERNAME_LENGTH = 150;
const EMAIL_LENGTH = 254;

/** One form for letters that look the same, or one name could be two users'. */
export function normalizeUsername(username: string): string {
  return username.normalize("NFKC");
}

/** The domain in small letters; what stands before it is the host's affair. */
export function normalizeEmail(email: string): string {
  const trimmed = email.trim();
  const at = trimmed.lastIndexOf("@");
  return at < 0 ? email : trimmed.slice(0, at) + trimmed.slice(at).toLowerCase();
}

/** User names of the letters and digits of every script, and `@.+-_`; Django's UnicodeUsernameValidator. */
export function unicodeUsernameValidator(options: ValidatorOptions = {}): Validator<string> {
  // Python's `\w`, and four signs.
  return regexValidator(/^[\p{L}\p{N}_.@+-]+$/u, {
    message:
      "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.",
    ...options,
  });
}

/** User names of unaccented letters, ASCII digits and `@.+-_`; Django's ASCIIUsernameValidator. */
export function asciiUsernameValidator(options: ValidatorOptions = {}): Validator<string> {
  return regexValidator(/^[A-Za-z0-9_.@+-]+$/, {
    message:
      "Enter a valid username. This value may contain only unaccented lowercase a-z and uppercase A-Z letters, numbers, and @/./+/-/_ characters.",
    ...options,
  });
}

/** @throws {ValidationError} Nobody can have this name: it is blank, too long, or of other characters. */
export function validateUsername(username: string): void {
  if (username === "") throw new ValidationError("This field cannot be blank.", { code: "blank" });
  hold(username, [unicodeUsernameValidator(), maxLengthValidator(USERNAME_LENGTH)]);
}

/** Users may be without one. @throws {ValidationError} This is no address, or too long. */
export function validateEmailField(email: string): void {
  if (email !== "") hold(email, [validateEmail, maxLengthValidator(EMAIL_LENGTH)]);
}

/** Every fault in one error. */
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
