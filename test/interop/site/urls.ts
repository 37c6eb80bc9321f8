import { csrfExempt } from "../../../src/middleware/csrf.ts";
import { path } from "../../../src/urls/index.ts";
import * as views from "./views.ts";

export const urlpatterns = [
  path("counter/", views.counter),
  path("session/", views.session),
  path("session/set/", csrfExempt(views.setItems)),
  path("session/expiry/", csrfExempt(views.setExpiry)),
  path("session/flush/", csrfExempt(views.flush)),
  path("session/cycle/", csrfExempt(views.cycle)),
  path("login/", csrfExempt(views.logIn)),
  path("logout/", csrfExempt(views.logOut)),
  path("whoami/", views.whoAmI),
  path("password/", csrfExempt(views.changePassword)),
  path("form/", views.form),
];
