/** Scheme, host and port of a request, as the client or a trusted proxy states them. */
import type { RequestSettings } from "../settings.ts";
import { headerOfMeta } from "./meta.ts";
import type { HttpRequest } from "./request.ts";
import type { RequestSource } from "./source.ts";

export function schemeOf(
  source: RequestSource,
  { SECURE_PROXY_SSL_HEADER: proxy }: RequestSettings,
): "http" | "https" {
  const header = proxy && headerOfMeta(proxy[0] ?? "");
  const value = header ? source.header(header) : undefined;
  if (value === undefined) return source.encrypted ? "https" : "http";
  return value.split(",", 1)[0]?.trim() === proxy?.[1] ? "https" : "http";
}

export function portOf(source: RequestSource, { USE_X_FORWARDED_PORT }: RequestSettings): string {
  const forwarded = USE_X_FORWARDED_PORT ? source.header("x-forwarded-port") : undefined;
  return forwarded ?? source.serverPort;
}

/**
 * Returns the host, with its port if the client named one; not yet checked against ALLOWED_HOSTS.
 *
 * @param authority From a request target that is a full URL.
 */
export function hostOf(
  request: HttpRequest,
  source: RequestSource,
  authority: string | undefined,
): string {
  const { USE_X_FORWARDED_HOST }: RequestSettings = request.settings;
  const forwarded = USE_X_FORWARDED_HOST ? source.header("x-forwarded-host") : undefined;
  const host = forwarded ?? authority ?? source.header("host");
  if (host !== undefined) return host;
  const port = request.getPort();
  const name = source.serverName;
  return port === (request.isSecure() ? "443" : "80") ? name : `${name}:${port}`;
}
