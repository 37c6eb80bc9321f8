/** Source: Django, `AdminPasswordChangeForm` in `contrib/auth/forms.py`. */
import { defineForm, type Field } from "../../forms/index.ts";
import type { AuthUser } from "../users/visitor.ts";
import {
  comparePasswords,
  holdToValidators,
  PASSWORD_MISMATCH,
  passwordFields,
  setPasswordAndSave,
  type SaveFormOptions,
} from "./new-password.ts";
import type { SetPasswordFormOptions } from "./set-password-form.ts";
import { asksForPassword, USABLE_PASSWORD_HELP, usablePasswordField } from "./usable-password.ts";

const [password1, password2] = passwordFields("Password", "Password confirmation");
const WARNING =
  '<ul id="id_unusable_warning" class="messagelist"><li class="warning">' +
  "If disabled, the current password for this user will be lost.</li></ul>";
const NAMES = ["password1", "password2"] as const;

/** Lets an administrator set or disable a user's password, without the old one. */
export class AdminPasswordChangeForm extends defineForm({ password1, password2 }) {
  static override requiredCssClass: string | undefined = "required";
  /** Error messages by code. */
  errorMessages: Readonly<Record<string, string>> = { password_mismatch: PASSWORD_MISMATCH };
  readonly user: AuthUser;
  #isUsable = true;

  constructor(options: SetPasswordFormOptions) {
    super(options);
    this.user = options.user;
    const { password1: first, password2: again } = this.fields;
    first.widget.attrs["autofocus"] = true;
    if (!this.user.hasUsablePassword()) return;
    first.required = false;
    again.required = false;
    const fields: Record<string, Field> = this.fields;
    fields["usablePassword"] = usablePasswordField(USABLE_PASSWORD_HELP + WARNING);
  }

  /** Whether the valid form sets a password rather than disabling it. */
  get setsUsablePassword(): boolean {
    return this.#isUsable;
  }

  override async clean(_cleaned: object): Promise<object | void> {
    this.#isUsable = asksForPassword(this, NAMES);
    if (!this.#isUsable) return;
    const mismatch = this.errorMessages["password_mismatch"] ?? PASSWORD_MISMATCH;
    comparePasswords({ form: this, names: NAMES, mismatch });
    await holdToValidators(this, "password2", this.user);
  }

  /**
   * Sets or disables the user's password and saves it.
   *
   * @param options.commit Default true; `false` saves nothing.
   */
  save({ commit = true }: SaveFormOptions = {}): Promise<AuthUser> {
    const password = this.#isUsable ? this.cleanedData.password1 : null;
    const save = () => this.user.save({ updateFields: ["password"] });
    return setPasswordAndSave(this.user, password, commit ? save : undefined);
  }
}
