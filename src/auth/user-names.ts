/** User names and addresses: their proper form, and what will not do. Source: Django, `AbstractUser`. */
import { isEmail } from "./forms/field.ts";
import { ValidationError } from "./validators/validator.ts";

/** As long as the columns of `auth_user`. */
const USERNAME_LENGTH = 150;
const EMAIL_LENGTH = 254;
/** Python's `\w` and four signs. */
const USERNAME = /^[\p{L}\p{N}_.@+-]+$/u;

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

/** @throws {ValidationError} Nobody can have this name: it is blank, too long, or of other characters. */
export function validateUsername(username: string): void {
  if (username === "") throw new ValidationError("This field cannot be blank.", "blank");
  throwFaults([
    ...(USERNAME.test(username) ? [] : [invalid(USERNAME_FORM)]),
    ...tooLong(username, USERNAME_LENGTH),
  ]);
}

/** Users may be without one. @throws {ValidationError} This is no address, or too long. */
export function validateEmail(email: string): void {
  if (email === "") return;
  throwFaults([
    ...(isEmail(email) ? [] : [invalid("Enter a valid email address.")]),
    ...tooLong(email, EMAIL_LENGTH),
  ]);
}

interface Fault {
  readonly message: string;
  readonly code: string;
}

const USERNAME_FORM =
  "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.";

function invalid(message: string): Fault {
  return { message, code: "invalid" };
}

function tooLong(text: string, most: number): readonly Fault[] {
  const { length } = Array.from(text);
  const message = `Ensure this value has at most ${most} characters (it has ${length}).`;
  return length > most ? [{ message, code: "max_length" }] : [];
}

function throwFaults(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  throw new ValidationError(
    faults.map(({ message }) => message),
    faults.map(({ code }) => code),
  );
}
