/** Pages that developers see with DEBUG only. */
import type { Settings } from "../../conf/index.ts";
import { HttpResponse, type HttpRequest } from "../../http/index.ts";
import { Resolver404, URLPattern, URLResolver } from "../../urls/index.ts";
import { errorPage, errorText, type Failure } from "./error-page.ts";
import { notFoundPage, notFoundText, type TriedPattern } from "./not-found-page.ts";
import { welcomePage } from "./welcome-page.ts";

export interface MissingPage {
  readonly request: HttpRequest;
  readonly error: unknown;
  readonly settings: Settings;
}

export function debugErrorResponse(failure: Failure): HttpResponse {
  const { request, status } = failure;
  return wantsHtml(request) ? page(errorPage(failure), status) : plain(errorText(failure), status);
}

/** The page for a 404; the welcome page at the root of a project without URL patterns other than the admin's. */
export function debugNotFoundResponse({ request, error, settings }: MissingPage): HttpResponse {
  if (request.path === "/" && isNew(error)) return page(welcomePage(request, settings), 200);
  const tried = triedOf(error);
  const reason = tried === undefined && error instanceof Error ? error.message : "";
  const missing = { request, settings, tried, reason };
  return wantsHtml(request) ? page(notFoundPage(missing), 404) : plain(notFoundText(missing), 404);
}

/** Whether the project has no pages except the admin's. */
function isNew(error: unknown): boolean {
  if (!(error instanceof Resolver404)) return false;
  const [first, ...more] = error.tried;
  if (!first) return true;
  const [entry] = first;
  return (
    more.length === 0 &&
    first.length === 1 &&
    entry instanceof URLResolver &&
    entry.appName === "admin" &&
    entry.namespace === "admin"
  );
}

/** The tried patterns; `undefined` if a view raised the 404. */
function triedOf(error: unknown): readonly (readonly TriedPattern[])[] | undefined {
  if (!(error instanceof Resolver404)) return undefined;
  return error.tried.map((entries) =>
    entries.map((entry) => ({
      route: entry.pattern.text,
      name: entry instanceof URLPattern ? entry.name : undefined,
    })),
  );
}

function wantsHtml(request: HttpRequest): boolean {
  return request.accepts("text/html");
}

/**
 * Replaces the project's policy, which may forbid styles inside the page. Apart from these the page only
 * needs what the debug toolbar adds.
 */
const POLICY =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; frame-src 'self'";

function page(html: string, status: number): HttpResponse {
  return new HttpResponse(html, { status, headers: { "Content-Security-Policy": POLICY } });
}

function plain(text: string, status: number): HttpResponse {
  return new HttpResponse(text, { status, contentType: "text/plain; charset=utf-8" });
}
