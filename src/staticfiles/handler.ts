import type { App } from "../conf/index.ts";
import {
  FileResponse,
  getConditionalResponse,
  Http404,
  httpDate,
  HttpResponseNotAllowed,
  type HttpRequest,
  type HttpResponseBase,
} from "../http/index.ts";
import { findStatic, staticFolders, type StaticSettings } from "./finders.ts";
import { withSlashes } from "./url.ts";

/** Serves files while a project is developed. */
export interface StaticHandler {
  /** Whether the request's path is below the files' address. */
  isFor(request: HttpRequest): boolean;
  /** @throws {Http404} There is no such file. Folders are never listed. */
  respond(request: HttpRequest): HttpResponseBase;
}

/** Serves what the finders find, under STATIC_URL. A STATIC_URL on another host is that host's affair. */
export function createStaticHandler(
  settings: StaticSettings,
  apps: readonly App[],
): StaticHandler | undefined {
  const folders = staticFolders(settings, apps);
  return fileHandler(withSlashes(settings.STATIC_URL), (path) => findStatic(path, folders)[0]);
}

/** Serves under a path what `find` finds; none for another host's address and for the whole site. */
export function fileHandler(
  prefix: string,
  find: (path: string) => string | undefined,
): StaticHandler | undefined {
  if (!prefix.startsWith("/") || prefix.startsWith("//") || prefix === "/") return undefined;
  return {
    isFor: ({ pathInfo }) => pathInfo.startsWith(prefix),
    respond: (request) => respond(request, request.pathInfo.slice(prefix.length), find),
  };
}

function respond(
  request: HttpRequest,
  path: string,
  find: (path: string) => string | undefined,
): HttpResponseBase {
  if (request.method !== "GET" && request.method !== "HEAD") {
    return new HttpResponseNotAllowed(["GET", "HEAD"]);
  }
  const file = find(path);
  if (file === undefined) throw missing(path);
  const response = openFile(file, path);
  return getConditionalResponse(request, response.validators, response);
}

function openFile(file: string, path: string): FileResponse {
  let response: FileResponse;
  try {
    response = new FileResponse(file);
  } catch (error) {
    // Removed a moment ago.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") throw missing(path);
    throw error;
  }
  const { headers, validators } = response;
  const type = headers.get("Content-Type") ?? "";
  if (TEXTUAL.test(type)) headers.set("Content-Type", `${type}; charset=utf-8`);
  headers.set("X-Content-Type-Options", "nosniff");
  // Asked for anew each time: a file that is being worked on changes.
  headers.set("Cache-Control", "public, max-age=0");
  headers.set("ETag", validators.etag ?? "");
  headers.set("Last-Modified", httpDate(validators.lastModified ?? 0));
  return response;
}

/** Types whose content is text, which are read as UTF-8 then. */
const TEXTUAL = /^(?:text\/|application\/(?:javascript|json|manifest\+json|xml)$|image\/svg\+xml$)/;

function missing(path: string): Http404 {
  return new Http404(`'${path}' could not be found`);
}
