import { ImproperlyConfigured } from "../../conf/index.ts";

/** The user that a password is for, as validators see it: texts by name. */
export type PasswordOwner = object;

/** Checks new passwords. */
export interface PasswordValidator {
  /** @throws {ValidationError} If the password is refused. */
  validate(password: string, user?: PasswordOwner): void | Promise<void>;
  /** Returns advice for choosing a password. */
  getHelpText(): string;
  /** Called with every new password that was saved. */
  passwordChanged?(password: string, user?: PasswordOwner): void | Promise<void>;
}

export type ValidatorOptions = Readonly<Record<string, unknown>>;

/**
 * Default export of a module named in AUTH_PASSWORD_VALIDATORS.
 *
 * @param options OPTIONS of the entry; Django's option names are converted, `min_length` to `minLength`.
 */
export type PasswordValidatorFactory = (options: ValidatorOptions) => PasswordValidator;

/** @throws {ImproperlyConfigured} If the validator does not have an option. */
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

/** @throws {ImproperlyConfigured} If an option is not a number. */
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
