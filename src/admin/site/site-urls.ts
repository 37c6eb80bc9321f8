/** URLs of an admin site's pages, as in Django. */
import {
  neverCache,
  type HttpRequest,
  type HttpResponseBase,
  type MaybePromise,
} from "../../http/index.ts";
import { noAppendSlash } from "../../middleware/index.ts";
import { Included, path, rePath, type UrlEntry } from "../../urls/index.ts";
import type { AdminSite } from "./admin-site.ts";
import { modelUrls } from "./model-urls.ts";

export type SiteView = (
  request: HttpRequest,
  params: Readonly<Record<string, string>>,
) => MaybePromise<HttpResponseBase>;

export function siteUrls(site: AdminSite): readonly UrlEntry[] {
  return [...ownPages(site), ...modelPages(site), ...appLists(site), ...everythingElse(site)];
}

function ownPages(site: AdminSite): readonly UrlEntry[] {
  const page = (route: string, name: string, view: SiteView): UrlEntry =>
    path(route, site.adminView(view), { name });
  return [
    page("", "index", (request) => site.index(request)),
    path(
      "login/",
      neverCache((request) => site.login(request)),
      { name: "login" },
    ),
    page("logout/", "logout", (request) => site.logout(request)),
    page("password_change/", "password_change", (request) => site.passwordChange(request)),
    page("password_change/done/", "password_change_done", (request) =>
      site.passwordChangeDone(request),
    ),
    page("autocomplete/", "autocomplete", (request) => site.autocompleteView(request)),
    page("jsi18n/", "jsi18n", (request) => site.i18nJavascript(request)),
    page("r/<path:contentTypeId>/<path:objectId>/", "view_on_site", (request, params) =>
      site.viewOnSite(request, params),
    ),
  ];
}

function modelPages(site: AdminSite): readonly UrlEntry[] {
  return site.modelAdmins.map((admin) => {
    const { appLabel, modelName } = admin.opts;
    const pages = new Included(modelUrls(admin), undefined, undefined);
    return path(`${appLabel}/${modelName}/`, pages);
  });
}

/** Returns the pattern for the pages of apps; apps without models have none. */
function appLists(site: AdminSite): readonly UrlEntry[] {
  const labels = [...new Set(site.modelAdmins.map(({ opts }) => opts.appLabel))];
  if (labels.length === 0) return [];
  const list: SiteView = (request, { appLabel = "" }) => site.appIndex(request, appLabel);
  return [
    rePath(`^(?P<appLabel>${labels.join("|")})/$`, site.adminView(list) as never, {
      name: "app_list",
    }),
  ];
}

function everythingElse(site: AdminSite): readonly UrlEntry[] {
  if (!site.finalCatchAllView) return [];
  const view: SiteView = (request, { url = "" }) => site.catchAllView(request, url);
  return [rePath("(?P<url>.*)$", noAppendSlash(site.adminView(view) as never) as never)];
}
