/** Context of every page. Source: Django, `AdminSite.each_context`. */
import type { HttpRequest } from "../../http/index.ts";
import type { AdminSite } from "../site/admin-site.ts";
import type { AppEntry } from "./app-list.ts";

export interface EachContext {
  readonly [name: string]: unknown;
  readonly site_title: string;
  readonly site_header: string;
  readonly site_url: string | null;
  readonly has_permission: boolean;
  readonly available_apps: readonly AppEntry[];
  readonly is_popup: boolean;
  readonly is_nav_sidebar_enabled: boolean;
  readonly log_entries: unknown;
}

export async function eachContext(site: AdminSite, request: HttpRequest): Promise<EachContext> {
  const { scriptName } = request;
  return {
    site_title: site.siteTitle,
    site_header: site.siteHeader,
    site_url: site.siteUrl === "/" && scriptName !== "" ? scriptName : site.siteUrl,
    has_permission: await site.hasPermission(request),
    available_apps: await site.getAppList(request),
    is_popup: false,
    is_nav_sidebar_enabled: site.enableNavSidebar,
    log_entries: await site.getLogEntries(request),
  };
}
