/** Source: Django, `SetPasswordForm` and `PasswordChangeForm`. */
import type { QueryDict } from "../../http/index.ts";
import type { AbstractUser } from "../user.ts";
import type { Field } from "./field.ts";
import { Form } from "./form.ts";

type Name = "old_password" | "new_password1" | "new_password2";

/** A form about somebody's password; templates see whose it is as `form.user`. */
export class PasswordForm extends Form<Name> {
  readonly user: AbstractUser;

  constructor(
    user: AbstractUser,
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

const newPasswords = [
  {
    name: "new_password1",
    label: "New password",
    type: "password",
    attributes: { autocomplete: "new-password" },
  },
  {
    name: "new_password2",
    label: "New password confirmation",
    type: "password",
    attributes: { autocomplete: "new-password" },
  },
] as const;

/** Asks for a new password, twice. */
export function setPasswordForm(user: AbstractUser, data?: QueryDict): PasswordForm {
  return new PasswordForm(user, newPasswords, data);
}

/** Asks for the old password, too. */
export function passwordChangeForm(user: AbstractUser, data?: QueryDict): PasswordForm {
  return new PasswordForm(user, [oldPassword, ...newPasswords], data);
}

/** Says so if the old password is not the user's. */
export async function checkOldPassword(form: PasswordForm): Promise<void> {
  const password = form.value("old_password");
  if (password === undefined || (await form.user.checkPassword(password))) return;
  form.addErrors("old_password", [
    "Your old password was entered incorrectly. Please enter it again.",
  ]);
}

/** Says so if the two new passwords differ. */
export function checkNewPassword(form: PasswordForm): void {
  const [first, second] = [form.value("new_password1"), form.value("new_password2")];
  if (first === undefined || second === undefined || first === second) return;
  form.addErrors("new_password2", ["The two password fields didn’t match."]);
}

/** Gives the user the new password of a valid form, and stores it. */
export async function saveNewPassword(form: PasswordForm): Promise<void> {
  await form.user.setPassword(form.value("new_password1") ?? null);
  await form.user.save({ updateFields: ["password"] });
}
