import type { HttpRequest, HttpResponse } from "../../http/index.ts";
import { render, type RenderOptions } from "../../shortcuts/index.ts";
import type { AdminSite } from "../site/admin-site.ts";

declare module "../../http/index.ts" {
  interface HttpRequest {
    /** Instance namespace for `{% url "admin:index" %}`. */
    currentApp: string | undefined;
  }
}

/**
 * Renders a page of a site with the context of all pages.
 *
 * @param template A name, or several of which the first that exists is used.
 */
export async function renderPage(
  site: AdminSite,
  request: HttpRequest,
  template: string | readonly string[],
  context: Readonly<Record<string, unknown>>,
  options?: RenderOptions,
): Promise<HttpResponse> {
  const each = await contextIn(site, request);
  return render(request, template, { ...each, ...context }, options);
}

/** The variables of all pages of a site, whose names of addresses are meant from here on. */
export async function contextIn(
  site: AdminSite,
  request: HttpRequest,
): Promise<Readonly<Record<string, unknown>>> {
  const each = await site.eachContext(request);
  request.currentApp = site.name;
  return each;
}
