/** Source: Django, `UserChangeForm` in `contrib/auth/forms.py`. */
import { defineModelForm, type Field, type ModelFormOptions } from "../../forms/index.ts";
import { ModelMultipleChoiceField } from "../../forms/index.ts";
import { User } from "../models.ts";
import { ReadOnlyPasswordHashField } from "./read-only-password-hash.ts";
import { UsernameField } from "./username-field.ts";

/**
 * Edits all of a user except the password, which is shown only in summary. For another user model, pass it:
 * `defineModelForm(UserChangeForm, { model: Member, fields: "__all__" })`.
 */
export class UserChangeForm extends defineModelForm(
  User,
  { fields: "__all__", fieldClasses: { username: UsernameField } },
  {
    password: new ReadOnlyPasswordHashField({
      label: "Password",
      helpText: "Raw passwords are not stored, so there is no way to see the user’s password.",
    }),
  },
) {
  constructor(options: ModelFormOptions<Record<string, unknown>, User> = {}) {
    super(options);
    const { password, userPermissions }: Readonly<Record<string, Field | undefined>> = this.fields;
    if (password && !this.instance.hasUsablePassword()) {
      password.helpText =
        "Enable password-based authentication for this user by setting a password.";
    }
    if (userPermissions instanceof ModelMultipleChoiceField) {
      userPermissions.queryset = userPermissions.queryset.selectRelated("contentType");
    }
  }
}
