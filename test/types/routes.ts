/** What must compile and what must not; `npm run types` is the test. */
import { HttpResponse, requireGET, type HttpRequest } from "../../src/http/index.ts";
import { include, path, rePath, reverse, type PathParams } from "../../src/urls/index.ts";

const index = (_request: HttpRequest): HttpResponse => new HttpResponse();
const detail = (_request: HttpRequest, { questionId }: { questionId: number }): HttpResponse =>
  new HttpResponse(questionId.toFixed());
const post = async (
  _request: HttpRequest,
  params: { readonly slug: string; readonly year?: number },
): Promise<HttpResponse> => new HttpResponse(params.slug);

// Views that fit.
path("", index);
path("<int:questionId>/", detail);
path("<int:questionId>/", index);
path("<slug:slug>/", post);
path("<int:year>/<slug>/", post);
path("<int:questionId>/<path:rest>", requireGET(detail));
path("fixed/", detail, { kwargs: { questionId: 1 } });
path("<uuid:key>/", (_request, { key }) => new HttpResponse(key.toUpperCase()));
path("<yyyy:year>/", (_request, { year }) => new HttpResponse(year.toFixed()));
rePath("^y/(?P<year>[0-9]{4})/$", (_request, { year }) => new HttpResponse(year.toUpperCase()));
rePath(
  /^z\/([a-z]+)\/$/,
  (_request: HttpRequest, _params: object, word: string) => new HttpResponse(word),
);

// A route known only when the program runs takes any view.
const routes: readonly string[] = ["<int:questionId>/"];
for (const route of routes) path(route, detail);

// @ts-expect-error -- the view wants a number, the route captures text
path("<str:questionId>/", detail);
// @ts-expect-error -- the route calls it `id`
path("<int:id>/", detail);
// @ts-expect-error -- nothing gives the view its parameter
path("about/", detail);
// @ts-expect-error -- a fixed parameter of the wrong type
path("fixed/", detail, { kwargs: { questionId: "1" } });
// @ts-expect-error -- groups of a regular expression are texts
rePath("^(?P<questionId>[0-9]+)/$", detail);
// @ts-expect-error -- no view: it does not return a response
path("", () => "text");
// @ts-expect-error -- the type of a converter nobody declared is unknown
path("<nobody:slug>/", post);
// @ts-expect-error -- the parameter is misspelt
path("<int:questionId>/", (_request, { questionID }) => new HttpResponse(String(questionID)));

const params: PathParams<"<int:a>/x/<slug:b>-<c>/"> = { a: 1, b: "b", c: "c" };
// @ts-expect-error -- captured values are not to be changed
params.a = 2;

export const polls = {
  appName: "typed-polls",
  urlpatterns: [
    path("", index, { name: "index" }),
    path("<int:questionId>/", detail, { name: "detail" }),
  ],
} as const;

export const urlpatterns = [
  path("polls/", include(polls)),
  path("<slug:owner>/", include(polls, { namespace: "typed-second" })),
  path("plain/", include([path("<str:word>/", index, { name: "typed-word" })])),
];

declare module "../../src/urls/index.ts" {
  interface Register {
    urlpatterns: typeof urlpatterns;
  }
}

reverse("typed-polls:index");
reverse("typed-polls:detail", { kwargs: { questionId: 5 } });
reverse("typed-polls:detail", { args: [5], query: { page: 2 } });
reverse("typed-second:detail", { kwargs: { questionId: 5, owner: "ann" } });
reverse("typed-word", { kwargs: { word: "x" } });
reverse(detail, { args: [5] });
reverse("a name nobody declared", { kwargs: { anything: true } });
reverse(routes[0] ?? "", { kwargs: { anything: true } });

// @ts-expect-error -- the parameter is a number
reverse("typed-polls:detail", { kwargs: { questionId: "5" } });
// @ts-expect-error -- the parameter has another name
reverse("typed-polls:detail", { kwargs: { id: 5 } });
// @ts-expect-error -- the parameter is missing
reverse("typed-polls:detail");
// @ts-expect-error -- the prefix wants its parameter too
reverse("typed-second:detail", { kwargs: { questionId: 5 } });
// @ts-expect-error -- there is no such option
reverse("typed-word", { kwargs: { word: "x" }, fragmant: "x" });
