/** The history of an object. Source: Django, `ModelAdmin.history_view`. */
import { PermissionDenied, type HttpRequest, type HttpResponseBase } from "../../http/index.ts";
import { aliasForRead, contentTypeKey } from "../../models/index.ts";
import { Paginator } from "../../paginator/index.ts";
import { textOf } from "../../templates/index.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import { renderPage } from "../views/render-page.ts";
import { appNameOf, notThere, pageUrl, templatesOf } from "./page.ts";
import { withFilters } from "./request-state.ts";

type Context = Readonly<Record<string, unknown>>;

/** Entries per page. */
const PER_PAGE = 100;

export async function historyView(
  admin: ModelAdmin,
  request: HttpRequest,
  objectId: string,
  extra: Context,
): Promise<HttpResponseBase> {
  const object = await admin.getObject(request, objectId);
  if (!object) return notThere(admin, request, objectId);
  if (!(await admin.hasViewOrChangePermission(request, object))) throw new PermissionDenied();
  const { LogEntry } = await import("../models.ts");
  const { opts } = admin;
  const contentType = await contentTypeKey(opts, aliasForRead(opts), { forConcreteModel: false });
  const entries = LogEntry.objects
    .filter({ objectId, contentTypeId: contentType } as never)
    .selectRelated("user")
    .orderBy("actionTime");
  const paginator = new Paginator(entries, PER_PAGE);
  const page = await paginator.getPage(request.GET.get("p") ?? 1);
  const filters = await admin.getPreservedFilters(request);
  const context: Context = {
    title: `Change history: ${textOf(object)}`,
    subtitle: null,
    action_list: page,
    page_range: await paginator.getElidedPageRange(page.number),
    page_var: "p",
    pagination_required: (await paginator.count()) > PER_PAGE,
    module_name: opts.verboseNamePlural,
    object,
    opts,
    app_label: opts.appLabel,
    app_name: appNameOf(admin),
    preserved_filters: filters,
    changelist_url: withFilters(filters, pageUrl(admin, "changelist"), {}, true),
    object_url: withFilters(filters, pageUrl(admin, "change", Reflect.get(object, "pk"))),
    ...extra,
  };
  const templates = templatesOf(admin, admin.objectHistoryTemplate, "object_history.html");
  return renderPage(admin.adminSite, request, templates, context);
}
