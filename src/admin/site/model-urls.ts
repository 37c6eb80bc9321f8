/** The addresses of a model's pages, as Django's. */
import type { HttpRequest, HttpResponseBase } from "../../http/index.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import { path, type UrlEntry } from "../../urls/index.ts";

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

/** Addresses of objects before Django 1.9. */
async function toChange(
  admin: ModelAdmin,
  request: HttpRequest,
  objectId: string,
): Promise<HttpResponseBase> {
  const { toChangePage } = await import("../views/to-change-page.ts");
  return toChangePage(admin, request, objectId);
}

/** A key from an address: `_2F` is a slash. Source: Django, `admin.utils.unquote`. */
export function unquote(objectId: string): string {
  return objectId.replace(/_([0-9A-F]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** A key for an address, so that no character of it means something there. Source: Django, `admin.utils.quote`. */
export function quote(key: unknown): string {
  return String(key).replace(
    /[:/_#?;@&=+$,"[\]<>%\n\\]/g,
    (character) => `_${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}
