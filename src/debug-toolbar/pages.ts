/** The toolbar's URLs: a request's page, the list of recent requests, and their assets. */
import { readFileSync } from "node:fs";
import type { Settings } from "../conf/index.ts";
import { Http404, HttpResponse, JsonResponse, type HttpRequest } from "../http/index.ts";
import { Engine } from "../templates/index.ts";
import type { History } from "./history.ts";
import type { RequestRecord } from "./record.ts";
import { reportOf } from "./report.ts";

/** Below the root of the site. */
export const PREFIX = "/__debug__/";

// The same relative path in the sources and in the build.
const folder = (name: string): URL => new URL(`../debug-toolbar/${name}/`, import.meta.url);

const engine = new Engine({ dirs: [folder("templates")] });

const ASSETS: Readonly<Record<string, string>> = {
  "handle.css": "text/css; charset=utf-8",
  "handle.js": "text/javascript; charset=utf-8",
  "page.css": "text/css; charset=utf-8",
  "page.js": "text/javascript; charset=utf-8",
};

/** Allows only the toolbar's own files, and framing by the site, as the pages open in a frame. */
const HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
};

export function answer(request: HttpRequest, history: History, settings: Settings): HttpResponse {
  // Rejects foreign host names that resolve to this server (DNS rebinding).
  request.getHost();
  const rest = request.pathInfo.slice(PREFIX.length);
  const type = ASSETS[rest];
  if (type !== undefined) return asset(rest, type);
  const json = request.accepts("application/json") && !request.accepts("text/html");
  if (rest === "")
    return json ? listJson(history, request) : page("list", listOf(history, request));
  const record = history.get(rest.replace(/\/$/, ""));
  if (!record)
    throw new Http404(
      "The debug toolbar does not have this request: it keeps only the most recent ones.",
    );
  const report = reportOf(record, settings);
  if (json) return new JsonResponse(report, { headers: HEADERS });
  return page("request", { ...listOf(history, request), report });
}

function asset(name: string, contentType: string): HttpResponse {
  const content = readFileSync(new URL(name, folder("assets")));
  return new HttpResponse(content, { contentType, headers: HEADERS });
}

function page(name: string, values: Readonly<Record<string, unknown>>): HttpResponse {
  const html = engine.getTemplate(`debug_toolbar/${name}.html`).renderSync(values);
  return new HttpResponse(html, { headers: HEADERS });
}

function listOf({ records }: History, request: HttpRequest) {
  return { root: rootOf(request), records: records.map((each) => lineOf(each, request)) };
}

function listJson(history: History, request: HttpRequest): HttpResponse {
  return new JsonResponse({ requests: listOf(history, request).records }, { headers: HEADERS });
}

function lineOf(record: RequestRecord, request: HttpRequest) {
  const { id, method, path, durationMs, queries } = record;
  return {
    id,
    method,
    path,
    durationMs,
    at: new Date(record.at).toISOString(),
    status: record.response?.status ?? 0,
    queries: queries.length,
    url: urlOf(record, request),
  };
}

/** Returns the toolbar's URL from outside, as the site may be mounted below a path. */
export function rootOf({ scriptName }: HttpRequest): string {
  return `${scriptName.replace(/\/+$/, "")}${PREFIX}`;
}

export function urlOf({ id }: RequestRecord, request: HttpRequest): string {
  return `${rootOf(request)}${id}/`;
}
