/** `mkweb/auth/urls`: the pages of accounts under Django's names, to include in a project's URLs. */
import { path } from "../urls/index.ts";
import { loginView, logoutView } from "./views/index.ts";

export const urlpatterns = [
  path("login/", loginView(), { name: "login" }),
  path("logout/", logoutView(), { name: "logout" }),
];
