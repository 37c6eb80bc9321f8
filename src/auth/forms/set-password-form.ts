/** Source: Django, `SetPasswordForm` and `PasswordChangeForm` in `contrib/auth/forms.py`. */
import {
  defineForm,
  fields,
  PasswordInput,
  ValidationError,
  type FormOptions,
} from "../../forms/index.ts";
import type { AuthUser } from "../users/visitor.ts";
import {
  comparePasswords,
  holdToValidators,
  PASSWORD_MISMATCH,
  passwordFields,
  setPasswordAndSave,
  type SaveFormOptions,
} from "./new-password.ts";

export interface SetPasswordFormOptions extends FormOptions {
  /** The user whose password is set. */
  readonly user: AuthUser;
}

const [newPassword1, newPassword2] = passwordFields("New password", "New password confirmation");

/** Asks for a new password, twice. Templates find the user as `form.user`. */
export class SetPasswordForm extends defineForm({ newPassword1, newPassword2 }) {
  /** Error messages by code. */
  errorMessages: Readonly<Record<string, string>> = { password_mismatch: PASSWORD_MISMATCH };
  readonly user: AuthUser;

  constructor(options: SetPasswordFormOptions) {
    super(options);
    this.user = options.user;
  }

  override async clean(_cleaned: object): Promise<object | void> {
    const mismatch = this.errorMessages["password_mismatch"] ?? PASSWORD_MISMATCH;
    comparePasswords({ form: this, names: ["newPassword1", "newPassword2"], mismatch });
    await holdToValidators(this, "newPassword2", this.user);
  }

  /**
   * Sets the user's password. Saves only the password, and tells the validators.
   *
   * @param options.commit Default true; `false` saves nothing.
   */
  save({ commit = true }: SaveFormOptions = {}): Promise<AuthUser> {
    const { user } = this;
    const save = () => user.save({ updateFields: ["password"] });
    return setPasswordAndSave(user, this.cleanedData.newPassword1, commit ? save : undefined);
  }
}

/** Also asks for the old password. */
export class PasswordChangeForm extends defineForm(SetPasswordForm, {
  oldPassword: fields.char({
    label: "Old password",
    strip: false,
    widget: new PasswordInput({ attrs: { autocomplete: "current-password", autofocus: true } }),
  }),
}) {
  static override fieldOrder = ["oldPassword", "newPassword1", "newPassword2"];
  override errorMessages: Readonly<Record<string, string>> = {
    password_mismatch: PASSWORD_MISMATCH,
    password_incorrect: "Your old password was entered incorrectly. Please enter it again.",
  };

  async cleanOldPassword(): Promise<string> {
    const { oldPassword } = this.cleanedData;
    if (await this.user.checkPassword(oldPassword)) return oldPassword;
    throw new ValidationError(this.errorMessages["password_incorrect"] ?? "", {
      code: "password_incorrect",
    });
  }
}
