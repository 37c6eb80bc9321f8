/** A site with the pages of accounts, and pages to come from and go to. */
import { loginRequired } from "../../../src/auth/index.ts";
import { urlpatterns as accounts } from "../../../src/auth/urls.ts";
import {
  loginView,
  logoutThenLogin,
  logoutView,
  passwordChangeView,
  passwordResetConfirmView,
  passwordResetView,
} from "../../../src/auth/views/index.ts";
import { HttpResponse, type HttpRequest } from "../../../src/http/index.ts";
import { include, path } from "../../../src/urls/index.ts";

const whoami = ({ user }: HttpRequest): HttpResponse => new HttpResponse(user.getUsername());

export const urlpatterns = [
  path("accounts/", include(accounts)),
  path("", whoami, { name: "home" }),
  path("private/", loginRequired(whoami), { name: "private" }),
  path(
    "enter/",
    loginView({
      redirectAuthenticatedUser: true,
      redirectFieldName: "to",
      nextPage: "private",
      successUrlAllowedHosts: ["shop.example"],
      extraContext: { title: "Come in" },
    }),
  ),
  path("change/", passwordChangeView({ successUrl: "home", title: "Another one" })),
  path(
    "forgot/",
    passwordResetView({
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
    passwordResetConfirmView({
      postResetLogin: true,
      postResetLoginBackend: "django.contrib.auth.backends.ModelBackend",
      resetUrlToken: "now",
      successUrl: "home",
    }),
    { name: "again" },
  ),
  path("leave/", logoutView({ nextPage: "home" })),
  path("leave-and-enter/", logoutThenLogin()),
];
