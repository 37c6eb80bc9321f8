/** Source: Django, `AdminAuthenticationForm` in `contrib/admin/forms.py`. */
import { AuthenticationForm } from "../../auth/forms/index.ts";
import type { AuthUser } from "../../auth/index.ts";

/** Accepts staff only; others get the same error as for a wrong password. */
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
