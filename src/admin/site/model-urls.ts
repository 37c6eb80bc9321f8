/** The URLs of a model's pages, as in Django. */
import type { HttpRequest, HttpResponseBase } from "../../http/index.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import { path, type UrlEntry } from "../../urls/index.ts";
import { unquote } from "../quote.ts";

type Page = (request: HttpRequest, objectId: string) => Promise<HttpResponseBase>;

export function modelUrls(admin: ModelAdmin): readonly UrlEntry[] {
  const { appLabel, modelName } = admin.opts;
  const page = (view: Page) =>
    admin.adminSite.adminView((request, { objectId = "" }) => view(request, objectId)) as never;
  const name = (suffix: string) => ({ name: `${appLabel}_${modelName}_${suffix}` });
  return [
    path(
      "",
      page((request) => admin.changelistView(request)),
      name("changelist"),
    ),
    path(
      "add/",
      page((request) => admin.addView(request)),
      name("add"),
    ),
    ...admin.getUrls(),
    path(
      "<path:objectId>/history/",
      page((request, objectId) => admin.historyView(request, unquote(objectId))),
      name("history"),
    ),
    path(
      "<path:objectId>/delete/",
      page((request, objectId) => admin.deleteView(request, unquote(objectId))),
      name("delete"),
    ),
    path(
      "<path:objectId>/change/",
      page((request, objectId) => admin.changeView(request, unquote(objectId))),
      name("change"),
    ),
    path(
      "<path:objectId>/",
      page((request, objectId) => toChange(admin, request, objectId)),
    ),
  ];
}

/** Redirects object URLs of Django before 1.9. */
async function toChange(
  admin: ModelAdmin,
  request: HttpRequest,
  objectId: string,
): Promise<HttpResponseBase> {
  const { toChangePage } = await import("../views/to-change-page.ts");
  return toChangePage(admin, request, objectId);
}
