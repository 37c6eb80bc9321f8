/** Shared parts of forms that set a new password. Source: Django, `SetPasswordMixin` in `contrib/auth/forms.py`. */
import { CharField, PasswordInput, ValidationError, type BaseForm } from "../../forms/index.ts";
import {
  passwordChanged,
  passwordValidatorsHelpTextHtml,
  validatePassword,
} from "../password-validation.ts";
import type { PasswordOwner } from "../validators/validator.ts";
import type { AuthUser } from "../users/visitor.ts";

export const PASSWORD_MISMATCH = "The two password fields didn’t match.";

export interface SaveFormOptions {
  /** Whether to save the user. Default true. */
  readonly commit?: boolean;
}

const newPasswordInput = (): PasswordInput =>
  new PasswordInput({ attrs: { autocomplete: "new-password" } });

/** A new password; its help text lists the rules of AUTH_PASSWORD_VALIDATORS. */
class NewPasswordField extends CharField {
  private knowsHelp = false;

  constructor(label: string) {
    super({ label, strip: false, widget: newPasswordInput() });
  }

  /** Validators are modules, loaded on first use. */
  override load(): Promise<void> | undefined {
    if (this.knowsHelp) return undefined;
    return passwordValidatorsHelpTextHtml().then((help) => {
      this.knowsHelp = true;
      if (this.helpText === "" && help.value !== "") this.helpText = help;
    });
  }
}

/** Returns the fields for a new password and its repetition. */
export function passwordFields(
  label: string,
  labelAgain: string,
): readonly [password: CharField, again: CharField] {
  const again = new CharField({
    label: labelAgain,
    strip: false,
    widget: newPasswordInput(),
    helpText: "Enter the same password as before, for verification.",
  });
  return [new NewPasswordField(label), again];
}

/** A form and the names of its two password fields. */
interface Asked {
  readonly form: BaseForm;
  readonly names: readonly [password: string, again: string];
  /** Error message if the two differ. */
  readonly mismatch: string;
}

/** Adds an error if the two passwords differ. */
export function comparePasswords({ form, names: [name, again], mismatch }: Asked): void {
  const { [name]: password, [again]: repeated } = form.cleanedData;
  if (!password || !repeated || password === repeated) return;
  form.addError(again, new ValidationError(mismatch, { code: "password_mismatch" }));
}

/** Adds an error if validators refuse the repeated password for the user. */
export async function holdToValidators(
  form: BaseForm,
  name: string,
  user: PasswordOwner,
): Promise<void> {
  const password: unknown = form.cleanedData[name];
  if (typeof password !== "string" || password === "") return;
  try {
    await validatePassword(password, user);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    form.addError(name, error);
  }
}

/**
 * Sets a user's password, saves the user with `save`, and tells the validators.
 *
 * @param password `null` disables login by password.
 */
export async function setPasswordAndSave<U extends AuthUser>(
  user: U,
  password: string | null,
  save: (() => Promise<unknown>) | undefined,
): Promise<U> {
  await user.setPassword(password);
  if (!save) return user;
  await save();
  if (password !== null) await passwordChanged(password, user);
  return user;
}
