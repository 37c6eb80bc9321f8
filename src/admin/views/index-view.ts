/** The index pages of the admin and of an app. Source: Django, `AdminSite.index` and `app_index`. */
import { Http404, type HttpRequest, type HttpResponse } from "../../http/index.ts";
import type { AdminSite } from "../site/admin-site.ts";
import { renderPage } from "./render-page.ts";

type Context = Readonly<Record<string, unknown>>;

export async function indexView(
  site: AdminSite,
  request: HttpRequest,
  extra: Context,
): Promise<HttpResponse> {
  const app_list = await site.getAppList(request);
  const context = { title: site.indexTitle, subtitle: null, app_list, ...extra };
  return renderPage(site, request, site.indexTemplate ?? "admin/index.html", context);
}

/** @throws {Http404} If the visitor may see nothing in the app. */
export async function appIndexView(
  site: AdminSite,
  request: HttpRequest,
  appLabel: string,
  extra: Context,
): Promise<HttpResponse> {
  const app_list = await site.getAppList(request, appLabel);
  const [app] = app_list;
  if (!app) throw new Http404("The requested admin page does not exist.");
  const title = `${app.name} administration`;
  const context = { title, subtitle: null, app_list, app_label: appLabel, ...extra };
  const own = [`admin/${appLabel}/app_index.html`, "admin/app_index.html"];
  return renderPage(site, request, site.appIndexTemplate ?? own, context);
}
