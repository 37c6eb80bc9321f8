import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { send } from "@fastify/send";
import type { App } from "../conf/index.ts";
import {
  Http404,
  HttpResponseNotAllowed,
  StreamingHttpResponse,
  type HttpRequest,
  type HttpResponseBase,
} from "../http/index.ts";
import { findStatic, staticFolders, type StaticSettings } from "./finders.ts";
import { withSlashes } from "./url.ts";

/** Serves static files while a project is developed. */
export interface StaticHandler {
  /** Whether the request's path is below STATIC_URL. */
  isFor(request: HttpRequest): boolean;
  /** @throws {Http404} There is no such file. Folders are never listed. */
  respond(request: HttpRequest): Promise<HttpResponseBase>;
}

/** Serves what the finders find, under STATIC_URL. A STATIC_URL on another host is that host's affair. */
export function createStaticHandler(
  settings: StaticSettings,
  apps: readonly App[],
): StaticHandler | undefined {
  const prefix = withSlashes(settings.STATIC_URL);
  if (!prefix.startsWith("/") || prefix.startsWith("//") || prefix === "/") return undefined;
  const folders = staticFolders(settings, apps);
  return {
    isFor: ({ pathInfo }) => pathInfo.startsWith(prefix),
    respond: (request) => respond(request, request.pathInfo.slice(prefix.length), folders),
  };
}

async function respond(
  request: HttpRequest,
  path: string,
  folders: readonly string[],
): Promise<HttpResponseBase> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    return new HttpResponseNotAllowed(["GET", "HEAD"]);
  }
  const [file] = findStatic(path, folders);
  if (file === undefined) throw new Http404(`'${path}' could not be found`);
  const { statusCode, headers, stream } = await send(
    messageOf(request),
    pathToFileURL(file).pathname,
    { dotfiles: "allow", index: false },
  );
  // The library's own errors, for a file that was removed a moment ago.
  if (statusCode >= 400 && statusCode !== 412 && statusCode !== 416) {
    throw new Http404(`'${path}' could not be found`);
  }
  const response = new StreamingHttpResponse(stream, { status: statusCode });
  if (headers["Content-Type"] === undefined) response.headers.delete("Content-Type");
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

/** The part of a request that the library reads: method and headers. */
function messageOf(request: HttpRequest): Readable {
  const headers = Object.fromEntries(
    [...request.headers].map(([name, value]) => [name.toLowerCase(), value]),
  );
  return Object.assign(Readable.from([]), { method: request.method, headers });
}
