/** Validates new passwords. Source: Django, `contrib/auth/password_validation.py`. */
import { activeSettings, type PasswordValidatorSettings, type Settings } from "../conf/index.ts";
import { formatHtml, formatHtmlJoin, SafeString } from "../templates/index.ts";
import { ValidationError } from "../validators/index.ts";
import { loadDefault } from "./load-modules.ts";
import type {
  PasswordOwner,
  PasswordValidator,
  PasswordValidatorFactory,
} from "./validators/validator.ts";

export type ValidationSettings = Pick<Settings, "BASE_DIR" | "AUTH_PASSWORD_VALIDATORS">;

/** Django's names of its validators, so that settings can be copied. */
const djangoNames: Readonly<Record<string, string>> = {
  CommonPasswordValidator: "mkweb/auth/validators/common-password",
  MinimumLengthValidator: "mkweb/auth/validators/minimum-length",
  NumericPasswordValidator: "mkweb/auth/validators/numeric-password",
  UserAttributeSimilarityValidator: "mkweb/auth/validators/user-attribute-similarity",
};

/**
 * Checks a password with every validator in AUTH_PASSWORD_VALIDATORS.
 *
 * @param user The user it is for; a new user may be a plain object, `{ username: "ann" }`.
 * @param settings Default: the active project's.
 * @throws {ValidationError} If it is refused, with a message from each validator that does.
 *
 * @example
 * await validatePassword(password, { username, email: "ann@example.com" });
 */
export async function validatePassword(
  password: string,
  user?: PasswordOwner,
  settings: ValidationSettings = activeSettings(),
): Promise<void> {
  const refused: ValidationError[] = [];
  for (const validator of await getDefaultPasswordValidators(settings)) {
    try {
      await validator.validate(password, user);
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      refused.push(error);
    }
  }
  if (refused.length > 0) throw new ValidationError(refused);
}

/**
 * Tells the validators about a new password; call it once the password is saved.
 *
 * @param settings Default: the active project's.
 *
 * @example
 * await user.setPassword(password);
 * await user.save();
 * await passwordChanged(password, user);
 */
export async function passwordChanged(
  password: string,
  user?: PasswordOwner,
  settings: ValidationSettings = activeSettings(),
): Promise<void> {
  for (const validator of await getDefaultPasswordValidators(settings)) {
    await validator.passwordChanged?.(password, user);
  }
}

/**
 * Returns advice for choosing a password, one text from each validator.
 *
 * @param settings Default: the active project's.
 *
 * @example
 * for (const text of await passwordValidatorsHelpTexts()) console.log(`- ${text}`);
 */
export async function passwordValidatorsHelpTexts(
  settings: ValidationSettings = activeSettings(),
): Promise<readonly string[]> {
  return (await getDefaultPasswordValidators(settings)).map((validator) => validator.getHelpText());
}

/**
 * Returns {@link passwordValidatorsHelpTexts} as an HTML list; empty without validators.
 *
 * @param settings Default: the active project's.
 *
 * @example
 * const help = await passwordValidatorsHelpTextHtml();
 */
export async function passwordValidatorsHelpTextHtml(
  settings: ValidationSettings = activeSettings(),
): Promise<SafeString> {
  const texts = await passwordValidatorsHelpTexts(settings);
  if (texts.length === 0) return new SafeString("");
  const items = formatHtmlJoin(
    "",
    "<li>{}</li>",
    texts.map((text) => [text]),
  );
  return formatHtml("<ul>{}</ul>", items);
}

const loaded = new WeakMap<ValidationSettings, Promise<readonly PasswordValidator[]>>();

/**
 * Returns the validators of the settings, loaded once.
 *
 * @param settings Default: the active project's.
 * @throws {ImproperlyConfigured} If AUTH_PASSWORD_VALIDATORS names no validator, or an unknown option.
 *
 * @example
 * const validators = await getDefaultPasswordValidators();
 * console.log(validators.length);
 */
export function getDefaultPasswordValidators(
  settings: ValidationSettings = activeSettings(),
): Promise<readonly PasswordValidator[]> {
  let validators = loaded.get(settings);
  if (validators === undefined) {
    validators = Promise.all(
      settings.AUTH_PASSWORD_VALIDATORS.map((each) => loadValidator(each, settings)),
    );
    loaded.set(settings, validators);
  }
  return validators;
}

async function loadValidator(
  { NAME, OPTIONS = {} }: PasswordValidatorSettings,
  settings: ValidationSettings,
): Promise<PasswordValidator> {
  const [, own = ""] = /^django\.contrib\.auth\.password_validation\.(\w+)$/.exec(NAME) ?? [];
  const specifier = djangoNames[own] ?? NAME;
  const factory = await loadDefault("AUTH_PASSWORD_VALIDATORS", specifier, settings, isFactory);
  return factory(
    Object.fromEntries(
      Object.entries(OPTIONS).map(([name, value]) => [
        name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
        value,
      ]),
    ),
  );
}

function isFactory(value: unknown): value is PasswordValidatorFactory {
  return typeof value === "function";
}
