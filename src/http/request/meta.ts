import type { HttpRequest } from "./request.ts";
import type { RequestSource } from "./source.ts";

/** Django's `request.META`: CGI's names for the request and its headers. */
export type Meta = Readonly<Record<string, string | undefined>>;

/** Builds META; headers become `HTTP_X_THING`, except CONTENT_TYPE and CONTENT_LENGTH. */
export function metaOf(request: HttpRequest, source: RequestSource): Meta {
  const meta: Record<string, string | undefined> = Object.create(null);
  meta["REQUEST_METHOD"] = source.method;
  meta["SCRIPT_NAME"] = request.scriptName;
  meta["PATH_INFO"] = request.pathInfo;
  meta["QUERY_STRING"] = request.queryString;
  meta["REMOTE_ADDR"] = source.remoteAddress;
  meta["SERVER_NAME"] = source.serverName;
  meta["SERVER_PORT"] = source.serverPort;
  meta["SERVER_PROTOCOL"] = source.protocol;
  for (const [name, value] of source.headers()) {
    if (!name.includes("_")) meta[metaName(name)] = value;
  }
  return meta;
}

function metaName(header: string): string {
  const name = header.toUpperCase().replaceAll("-", "_");
  return name === "CONTENT_TYPE" || name === "CONTENT_LENGTH" ? name : `HTTP_${name}`;
}

/** Returns the lower-case header for a META name; `undefined` if the name is not a header's. */
export function headerOfMeta(name: string): string | undefined {
  const header = name === "CONTENT_TYPE" || name === "CONTENT_LENGTH" ? name : undefined;
  const prefixed = name.startsWith("HTTP_") ? name.slice(5) : header;
  return prefixed?.toLowerCase().replaceAll("_", "-");
}
