import { ImproperlyConfigured } from "../../conf/index.ts";

/** Who the password is for, as far as validators care: texts by name. */
export type PasswordOwner = object;

/** Holds new passwords to something. */
export interface PasswordValidator {
  /** @throws {ValidationError} The password will not do. */
  validate(password: string, user?: PasswordOwner): void | Promise<void>;
  /** What to tell whoever thinks of a password. */
  getHelpText(): string;
  /** Told of every new password that was taken. */
  passwordChanged?(password: string, user?: PasswordOwner): void | Promise<void>;
}

export type ValidatorOptions = Readonly<Record<string, unknown>>;

/**
 * What a module that AUTH_PASSWORD_VALIDATORS names has as its default export.
 *
 * @param options OPTIONS of the entry; Django's names of options come as ours, `min_length` as `minLength`.
 */
export type PasswordValidatorFactory = (options: ValidatorOptions) => PasswordValidator;

/** @throws {ImproperlyConfigured} An option that the validator does not have. */
export function refuseOtherOptions(
  validator: string,
  options: ValidatorOptions,
  known: readonly string[],
): void {
  const other = Object.keys(options).find((name) => !known.includes(name));
  if (other === undefined) return;
  throw new ImproperlyConfigured(
    `AUTH_PASSWORD_VALIDATORS: '${validator}' has no option '${other}'.`,
    { hint: known.length > 0 ? `It has: ${known.join(", ")}.` : "It has none." },
  );
}

/** @throws {ImproperlyConfigured} An option that is no number. */
export function numberOption(
  validator: string,
  options: ValidatorOptions,
  name: string,
  usual: number,
): number {
  const value = options[name] ?? usual;
  if (typeof value === "number") return value;
  throw new ImproperlyConfigured(
    `AUTH_PASSWORD_VALIDATORS: option '${name}' of '${validator}' must be a number.`,
    { hint: `Django's own is ${usual}.` },
  );
}
