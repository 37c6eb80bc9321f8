import * as admin from "mkweb/admin";
import { LoginView, LogoutView } from "mkweb/auth/views";
import { include, path } from "mkweb/urls";
import { RedirectView, TemplateView } from "mkweb/views";
import * as library from "../library/urls.ts";
import * as polls from "../polls/urls.ts";
import * as check from "./check-urls.ts";

const home = { templateName: "home.html", extraContext: { heading: "Home" } };

export const urlpatterns = [
  path("admin/", admin.site.urls),
  path("", TemplateView.asView(home), { name: "home" }),
  path("about/<str:topic>/", TemplateView.asView({ templateName: "about.html" }), {
    name: "about",
  }),
  path("old-home/", RedirectView.asView({ url: "/", permanent: true })),
  path(
    "go/<int:pk>/",
    RedirectView.asView({ patternName: "library:book-detail", queryString: true }),
  ),
  path("to/<int:pk>/", RedirectView.asView({ url: "/library/books/%(pk)s/?from=100%%" })),
  path("gone/", RedirectView.asView()),
  path("polls/", include(polls)),
  path("library/", include(library)),
  path("accounts/login/", LoginView.asView(), { name: "login" }),
  path("accounts/logout/", LogoutView.asView(), { name: "logout" }),
  path("_check/", include(check)),
];
