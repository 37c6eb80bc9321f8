/** A site with the pages of accounts, and pages to come from and go to. */
import { AuthenticationForm, SetPasswordForm } from "../../../src/auth/forms/index.ts";
import { loginRequired, type User } from "../../../src/auth/index.ts";
import { urlpatterns as accounts } from "../../../src/auth/urls.ts";
import {
  LoginView,
  logoutThenLogin,
  LogoutView,
  PasswordChangeView,
  PasswordResetConfirmView,
  PasswordResetView,
  SignUpView,
} from "../../../src/auth/views/index.ts";
import { defineForm, fields, ValidationError } from "../../../src/forms/index.ts";
import { HttpResponse, type HttpRequest } from "../../../src/http/index.ts";
import { include, path, reverseLazy } from "../../../src/urls/index.ts";

class CodeForm extends defineForm(AuthenticationForm, { code: fields.char({ maxLength: 4 }) }) {
  override confirmLoginAllowed(user: User) {
    if (this.cleanedData.code !== "1234") {
      throw new ValidationError("Not with this code.", { code: "wrong_code" });
    }
    return super.confirmLoginAllowed(user);
  }

  override getInvalidLoginError() {
    return new ValidationError("Who?", { code: "invalid_login" });
  }
}

const whoami = ({ user }: HttpRequest): HttpResponse => new HttpResponse(user.getUsername());

export const urlpatterns = [
  path("accounts/", include(accounts)),
  path("", whoami, { name: "home" }),
  path("private/", loginRequired(whoami), { name: "private" }),
  path(
    "enter/",
    LoginView.asView({
      redirectAuthenticatedUser: true,
      redirectFieldName: "to",
      nextPage: "private",
      successUrlAllowedHosts: ["shop.example"],
      extraContext: { title: "Come in" },
    }),
  ),
  path(
    "change/",
    PasswordChangeView.asView({ successUrl: reverseLazy("home"), title: "Another one" }),
  ),
  path(
    "forgot/",
    PasswordResetView.asView({
      emailTemplateName: "mail/reset.txt",
      htmlEmailTemplateName: "mail/reset.html",
      subjectTemplateName: "mail/subject.txt",
      extraEmailContext: { shop: "Fish & Chips" },
      fromEmail: "Shop <shop@example.com>",
      successUrl: "/sent/",
    }),
  ),
  path(
    "again/<uidb64>/<token>/",
    PasswordResetConfirmView.asView({
      postResetLogin: true,
      postResetLoginBackend: "django.contrib.auth.backends.ModelBackend",
      resetUrlToken: "now",
      successUrl: reverseLazy("home"),
    }),
    { name: "again" },
  ),
  path("code/", LoginView.asView({ authenticationForm: CodeForm })),
  // Without the old password.
  path("set/", PasswordChangeView.asView({ formClass: SetPasswordForm })),
  path("signup/", SignUpView.asView()),
  path("leave/", LogoutView.asView({ nextPage: "home" })),
  path("leave-and-enter/", logoutThenLogin()),
];
