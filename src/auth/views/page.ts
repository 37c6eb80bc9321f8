/** What the views have in common. */
import {
  HttpResponse,
  HttpResponseNotAllowed,
  neverCache,
  type HttpRequest,
  type View,
} from "../../http/index.ts";
import { csrfProtect } from "../../middleware/index.ts";
import { render } from "../../shortcuts/index.ts";

export interface PageOptions {
  /** The page, or several of which the first that exists is taken. */
  readonly templateName?: string | readonly string[];
  /** What the page is called. */
  readonly title?: string;
  /** Further variables for the template; they win over the view's. */
  readonly extraContext?: Readonly<Record<string, unknown>>;
}

/** The site a request is for, as templates name it. */
interface SiteVariables {
  readonly site: { readonly name: string; readonly domain: string };
  readonly site_name: string;
}

/** Every page knows its `title`, and the site. */
export function showPage(
  request: HttpRequest,
  { templateName, title, extraContext }: PageOptions & Required<Pick<PageOptions, "templateName">>,
  context: Readonly<Record<string, unknown>> = {},
): Promise<HttpResponse> {
  const name = request.getHost();
  const site: SiteVariables = { site: { name, domain: name }, site_name: name };
  return render(request, templateName, { title, ...site, ...context, ...extraContext });
}

/** A view for these methods: protected against foreign forms, and kept out of every cache. */
export function guarded<Params extends object>(
  methods: readonly string[],
  view: View<Params>,
): View<Params> {
  const all = [...methods, "OPTIONS"];
  const answer: View<Params> = (request, params) => {
    if (methods.includes(request.method)) return view(request, params);
    return request.method === "OPTIONS"
      ? new HttpResponse("", { headers: { Allow: all.join(", ") } })
      : new HttpResponseNotAllowed(all);
  };
  return csrfProtect<[Params]>(neverCache<[Params]>(answer));
}

/** Methods of a page with a form. */
export const FORM = ["GET", "HEAD", "POST"];
/** Methods of a page. */
export const PAGE = ["GET", "HEAD"];
