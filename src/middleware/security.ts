/** `mkweb/middleware/security`: redirects to HTTPS, and security headers for browsers. */
import {
  HttpResponsePermanentRedirect,
  PreparedHeader,
  type HttpRequest,
  type HttpResponseBase,
  type Middleware,
} from "../http/index.ts";
import { goOn } from "../values/index.ts";
import { withDefaults, type DefaultedSettings } from "./settings.ts";

/** Django's SecurityMiddleware; reads the SECURE_* settings. Place it first. */
const security: Middleware = (getResponse, context) => {
  const settings = withDefaults(context.settings);
  const headers = plainHeaders(settings);
  const transport =
    settings.SECURE_HSTS_SECONDS > 0
      ? new PreparedHeader("Strict-Transport-Security", strictTransport(settings))
      : undefined;

  function harden(request: HttpRequest, response: HttpResponseBase): HttpResponseBase {
    if (transport !== undefined && request.isSecure()) {
      response.headers.setdefaultPrepared(transport);
    }
    for (const header of headers) response.headers.setdefaultPrepared(header);
    return response;
  }

  return (request) => {
    if (settings.SECURE_SSL_REDIRECT && !request.isSecure() && !isExempt(request, settings)) {
      const host = settings.SECURE_SSL_HOST ?? request.getHost();
      const target = `https://${host}${request.getFullPath()}`;
      return harden(request, new HttpResponsePermanentRedirect(target));
    }
    return goOn(getResponse(request), (response) => harden(request, response));
  };
};

export default security;

function isExempt(request: HttpRequest, settings: DefaultedSettings): boolean {
  const path = request.path.replace(/^\/+/, "");
  return settings.SECURE_REDIRECT_EXEMPT.some((pattern) => path.search(pattern) >= 0);
}

function strictTransport(settings: DefaultedSettings): string {
  let value = `max-age=${settings.SECURE_HSTS_SECONDS}`;
  if (settings.SECURE_HSTS_INCLUDE_SUBDOMAINS) value += "; includeSubDomains";
  if (settings.SECURE_HSTS_PRELOAD) value += "; preload";
  return value;
}

function plainHeaders(settings: DefaultedSettings): readonly PreparedHeader[] {
  const headers: PreparedHeader[] = [];
  const add = (name: string, value: string): void => {
    headers.push(new PreparedHeader(name, value));
  };
  if (settings.SECURE_CONTENT_TYPE_NOSNIFF) add("X-Content-Type-Options", "nosniff");
  const policy = referrerPolicy(settings.SECURE_REFERRER_POLICY);
  if (policy !== "") add("Referrer-Policy", policy);
  const opener = settings.SECURE_CROSS_ORIGIN_OPENER_POLICY;
  if (opener) add("Cross-Origin-Opener-Policy", opener);
  return headers;
}

function referrerPolicy(policy: string | readonly string[] | null): string {
  const parts = typeof policy === "string" ? policy.split(",") : (policy ?? []);
  return parts.map((part) => part.trim()).join(",");
}
