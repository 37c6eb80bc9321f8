/** Source: Django, `SetPasswordForm` and `PasswordChangeForm`. */
import type { Settings } from "../../conf/index.ts";
import type { QueryDict } from "../../http/index.ts";
import {
  passwordChanged,
  passwordValidatorsHelpTextHtml,
  validatePassword,
} from "../password-validation.ts";
import type { AuthUser } from "../visitor.ts";
import { ValidationError } from "../../validators/index.ts";
import type { Field } from "./field.ts";
import { Form } from "./form.ts";

type Name = "old_password" | "new_password1" | "new_password2";

/** A form about somebody's password; templates see whose it is as `form.user`. */
export class PasswordForm extends Form<Name> {
  readonly user: AuthUser;

  constructor(
    user: AuthUser,
    fields: readonly (Field & { readonly name: Name })[],
    data?: QueryDict,
  ) {
    super(fields, data);
    this.user = user;
  }
}

const oldPassword = {
  name: "old_password",
  label: "Old password",
  type: "password",
  attributes: { autocomplete: "current-password", autofocus: true },
} as const;

const newPassword = {
  name: "new_password1",
  label: "New password",
  type: "password",
  attributes: { autocomplete: "new-password" },
} as const;

const newPasswordAgain = {
  ...newPassword,
  name: "new_password2",
  label: "New password confirmation",
} as const;

async function newPasswords(settings: Settings) {
  const helpText = await passwordValidatorsHelpTextHtml(settings);
  const helps = helpText.value !== "";
  return [{ ...newPassword, ...(helps && { helpText }) }, newPasswordAgain] as const;
}

/** Asks for a new password, twice, and says what AUTH_PASSWORD_VALIDATORS hold it to. */
export async function setPasswordForm(
  settings: Settings,
  user: AuthUser,
  data?: QueryDict,
): Promise<PasswordForm> {
  return new PasswordForm(user, await newPasswords(settings), data);
}

/** Asks for the old password, too. */
export async function passwordChangeForm(
  settings: Settings,
  user: AuthUser,
  data?: QueryDict,
): Promise<PasswordForm> {
  return new PasswordForm(user, [oldPassword, ...(await newPasswords(settings))], data);
}

/** Says so if the old password is not the user's. */
export async function checkOldPassword(form: PasswordForm): Promise<void> {
  const password = form.value("old_password");
  if (password === undefined || (await form.user.checkPassword(password))) return;
  form.addErrors("old_password", [
    "Your old password was entered incorrectly. Please enter it again.",
  ]);
}

/** Says so if the two new passwords differ, or will not do. */
export async function checkNewPassword(settings: Settings, form: PasswordForm): Promise<void> {
  const [first, second] = [form.value("new_password1"), form.value("new_password2")];
  if (first !== undefined && second !== undefined && first !== second) {
    form.addErrors("new_password2", ["The two password fields didn’t match."]);
    return;
  }
  if (second === undefined) return;
  try {
    await validatePassword(settings, second, form.user);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    form.addErrors("new_password2", error.messages);
  }
}

/** Gives the user the new password of a valid form, stores it, and tells the validators. */
export async function saveNewPassword(settings: Settings, form: PasswordForm): Promise<void> {
  const password = form.value("new_password1");
  if (!form.isValid || password === undefined) throw new TypeError("The form is not valid.");
  await form.user.setPassword(password);
  await form.user.save({ updateFields: ["password"] });
  await passwordChanged(settings, password, form.user);
}
