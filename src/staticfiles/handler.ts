import type { App } from "../conf/index.ts";
import { withSlashes } from "../files/index.ts";
import {
  Http404,
  HttpResponseNotAllowed,
  type HttpRequest,
  type HttpResponseBase,
  type MaybePromise,
} from "../http/index.ts";
import { findStatic, staticFolders, type StaticSettings } from "./finders.ts";
import { respondWithFile, type FilePolicy } from "./respond.ts";

/** Serves files below an address. */
export interface StaticHandler {
  /** Whether the request's path is below that address. */
  isFor(request: HttpRequest): boolean;
  /** @throws {Http404} The file does not exist. Folders are never listed. */
  respond(request: HttpRequest): MaybePromise<HttpResponseBase>;
}

/** Files change during development, so browsers revalidate them each time. */
const whileDeveloping: FilePolicy = { headers: () => ({ "Cache-Control": "public, max-age=0" }) };

/**
 * Serves the files found by the finders, below STATIC_URL. `undefined` if STATIC_URL is on another host.
 *
 * @example
 * const handler = createStaticHandler(settings, await loadApps(settings));
 * if (handler?.isFor(request) === true) await handler.respond(request);
 */
export function createStaticHandler(
  settings: StaticSettings,
  apps: readonly App[],
): StaticHandler | undefined {
  const folders = staticFolders(settings, apps);
  const find = (path: string): string | undefined => findStatic(path, folders)[0];
  return fileHandler(withSlashes(settings.STATIC_URL), find, whileDeveloping);
}

/** Serves files from `find` below a path; `undefined` for another host's address and for the whole site. */
export function fileHandler(
  prefix: string,
  find: (path: string) => string | undefined,
  policy: FilePolicy,
): StaticHandler | undefined {
  if (!prefix.startsWith("/") || prefix.startsWith("//") || prefix === "/") return undefined;
  return {
    isFor: ({ pathInfo }) => pathInfo.startsWith(prefix),
    respond: (request) => {
      if (request.method !== "GET" && request.method !== "HEAD") {
        return new HttpResponseNotAllowed(["GET", "HEAD"]);
      }
      const path = request.pathInfo.slice(prefix.length);
      const file = find(path);
      const response =
        file === undefined ? undefined : respondWithFile(request, path, file, policy);
      if (response) return response;
      throw new Http404(`'${path}' could not be found`);
    },
  };
}
