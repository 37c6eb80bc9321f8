import type { HttpRequest, HttpResponse } from "../../http/index.ts";
import { render, type RenderOptions } from "../../shortcuts/index.ts";
import type { AdminSite } from "../site/admin-site.ts";

declare module "../../http/index.ts" {
  interface HttpRequest {
    /** The namespace whose pages `{% url "admin:index" %}` means. */
    currentApp: string | undefined;
  }
}

/**
 * A page of a site, with the variables of all pages.
 *
 * @param template Its name, or several of which the first that exists is taken.
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
