import { path } from "mkweb/urls";
import { ListView } from "mkweb/views";
import { Question } from "./models.ts";
import * as views from "./views.ts";

export const appName = "polls";

export const urlpatterns = [
  path("", views.IndexView.asView(), { name: "index" }),
  path("all/", ListView.asView({ model: Question, ordering: "id" }), { name: "all" }),
  path("<int:pk>/", views.DetailView.asView(), { name: "detail" }),
  path("<int:pk>/results/", views.ResultsView.asView(), { name: "results" }),
  path("<int:questionId>/vote/", views.vote, { name: "vote" }),
];
