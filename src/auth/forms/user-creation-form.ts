/** Source: Django, `BaseUserCreationForm` and related forms in `contrib/auth/forms.py`. */
import {
  defineModelForm,
  ValidationError,
  type AnyModelForm,
  type Field,
  type ModelFormOptions,
  type ModelFormSaveOptions,
} from "../../forms/index.ts";
import { iExact, infoOf } from "../../models/index.ts";
import { User } from "../models.ts";
import { staticsOf, type UserClass } from "../users/user-model.ts";
import {
  comparePasswords,
  holdToValidators,
  PASSWORD_MISMATCH,
  passwordFields,
  setPasswordAndSave,
} from "./new-password.ts";
import { asksForPassword, usablePasswordField } from "./usable-password.ts";
import { UsernameField } from "./username-field.ts";

const [password1, password2] = passwordFields("Password", "Password confirmation");
const NAMES = ["password1", "password2"] as const;

/**
 * Creates a user without any permissions from a name and a password, asked for twice. For another user model, pass it:
 * `defineModelForm(BaseUserCreationForm, { model: Member, fields: ["email"] })`.
 */
export class BaseUserCreationForm extends defineModelForm(
  User,
  { fields: ["username"], fieldClasses: { username: UsernameField } },
  { password1, password2 },
) {
  /** Error messages by code. */
  errorMessages: Readonly<Record<string, string>> = { password_mismatch: PASSWORD_MISMATCH };

  constructor(options: ModelFormOptions<Record<string, unknown>, User> = {}) {
    super(options);
    const fields: Readonly<Record<string, Field>> = this.fields;
    const named = fields[staticsOf(this.instance).USERNAME_FIELD];
    if (named) named.widget.attrs["autofocus"] = true;
  }

  /** Whether the user gets a password. */
  protected getsPassword(): boolean {
    return true;
  }

  override clean(
    cleaned: Partial<BaseUserCreationForm["cleanedData"]>,
  ): ReturnType<AnyModelForm["clean"]> {
    if (this.getsPassword()) {
      const mismatch = this.errorMessages["password_mismatch"] ?? PASSWORD_MISMATCH;
      comparePasswords({ form: this, names: NAMES, mismatch });
    }
    return super.clean(cleaned);
  }

  /** The validators compare the password with the user built from the form. */
  protected override *postClean(): Generator<unknown, void, unknown> {
    yield* super.postClean();
    if (this.getsPassword()) yield holdToValidators(this, "password2", this.instance);
  }

  /**
   * Saves the user with a hashed password, and tells the validators.
   *
   * @param options.commit Default true; `false` saves nothing.
   */
  override async save({ commit = true }: ModelFormSaveOptions = {}): Promise<User> {
    const user = await super.save({ commit: false });
    const password = this.getsPassword() ? this.cleanedData.password1 : null;
    const save = async () => {
      await user.save();
      await this.saveM2m();
    };
    return setPasswordAndSave(user, password, commit ? save : undefined);
  }
}

/** Like {@link BaseUserCreationForm}, but also rejects a name that differs from another only in case. */
export class UserCreationForm extends BaseUserCreationForm {
  /** @throws {ValidationError} If the name is taken. */
  async cleanUsername(): Promise<string> {
    const { username } = this.cleanedData;
    const { objects } = this.instance.constructor as unknown as UserClass;
    if (!username || !(await objects.filter({ username: iExact(username) }).exists())) {
      return username;
    }
    throw new ValidationError(takenMessage(this.instance), { code: "unique" });
  }
}

/** The model's message for a name that is taken. */
function takenMessage(user: User): string {
  const info = infoOf(user.constructor);
  const said: unknown = info.fields.get("username")?.declaration.errorMessages?.["unique"];
  return typeof said === "string" ? said : "A user with that username already exists.";
}

/** The form for administrators, who may create users without a password. */
export class AdminUserCreationForm extends defineModelForm(
  UserCreationForm,
  {},
  { usablePassword: usablePasswordField() },
) {
  #isUsable = true;

  constructor(options: ModelFormOptions<Record<string, unknown>, User> = {}) {
    super(options);
    this.fields.password1.required = false;
    this.fields.password2.required = false;
  }

  protected override getsPassword(): boolean {
    return this.#isUsable;
  }

  override clean(
    cleaned: Partial<AdminUserCreationForm["cleanedData"]>,
  ): ReturnType<AnyModelForm["clean"]> {
    this.#isUsable = asksForPassword(this, NAMES);
    return super.clean(cleaned);
  }
}
