/** Source: Django, `AdminAuthenticationForm` in `contrib/admin/forms.py`. */
import { AuthenticationForm } from "../../auth/forms/index.ts";
import type { AuthUser } from "../../auth/index.ts";

/** Lets in those alone who are staff; all others are told the same as of a wrong password. */
export class AdminAuthenticationForm extends AuthenticationForm {
  static override requiredCssClass: string | undefined = "required";
  override errorMessages = {
    invalid_login:
      "Please enter the correct %(username)s and password for a staff account. Note that both fields may be case-sensitive.",
    inactive: "This account is inactive.",
  };

  override async confirmLoginAllowed(user: AuthUser): Promise<void> {
    await super.confirmLoginAllowed(user);
    if (!user.isStaff) throw this.getInvalidLoginError();
  }
}
