import { resolveUrl } from "../../shortcuts/index.ts";
import { CreateView, type FormClassFor } from "../../views/index.ts";
import type { MaybePromise } from "../../http/index.ts";
import { UserCreationForm } from "../forms/user-creation-form.ts";
import type { User } from "../models.ts";
import { guarded, PageMixin } from "./page.ts";

class SignUpPage extends PageMixin(CreateView<User, UserCreationForm>) {
  override formClass: FormClassFor<UserCreationForm> | undefined = UserCreationForm;
  override templateName: string | undefined = "registration/signup.html";
  override title = "Sign up";

  override getSuccessUrl(): MaybePromise<string> {
    return this.successUrl ? super.getSuccessUrl() : resolveUrl(this.request.settings.LOGIN_URL);
  }
}

/**
 * The page where visitors make an account, `registration/signup.html` by default, with `form`; then it leads to
 * `successUrl`, or to LOGIN_URL. `mkweb/auth/urls` does not have it: a site says by itself that it is open to all.
 *
 * @example
 * path("accounts/signup/", SignUpView.asView(), { name: "signup" });
 */
export class SignUpView extends guarded(SignUpPage) {}
