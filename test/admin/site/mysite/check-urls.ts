import { csrfExempt } from "mkweb/middleware/csrf";
import { path } from "mkweb/urls";
import * as views from "./check-views.ts";

export const urlpatterns = [
  path("rows/<str:label>/", views.rows),
  path("log/", views.log),
  path("whoami/", views.whoAmI),
  path("reset/", csrfExempt(views.reset)),
  path("short-session/", csrfExempt(views.shortSession)),
];
