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
 * The page where visitors create an account, by default `registration/signup.html`, with `form`; it then redirects to
 * `successUrl` or LOGIN_URL. `mkweb/auth/urls` does not include it: a site must choose to be open to all.
 *
 * @example
 * path("accounts/signup/", SignUpView.asView(), { name: "signup" });
 */
export class SignUpView extends guarded(SignUpPage) {}
