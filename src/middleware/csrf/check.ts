/** Checks that an unsafe request comes from a page of this site. */
import {
  DisallowedHost,
  isSameDomain,
  UnreadablePostError,
  type HttpRequest,
} from "../../http/index.ts";
import type { DefaultedSettings } from "../settings.ts";
import { splitOrigin, type TrustedOrigins } from "./origin.ts";
import { REASON_NO_CSRF_COOKIE, REASON_NO_REFERER } from "./reasons.ts";
import { isMalformed, storedSecret } from "./state.ts";
import { formatProblem, tokenMatches, unmaskToken } from "./token.ts";

/** Why a request is refused, in Django's words; `undefined` if it is accepted. */
export function refusalReason(
  request: HttpRequest,
  settings: DefaultedSettings,
  trusted: TrustedOrigins,
): string | undefined {
  const origin = request.headers.get("origin");
  if (origin !== undefined) {
    if (!isOwnOrigin(origin, request) && !trusted.includes(origin)) {
      return `Origin checking failed - ${origin} does not match any trusted origins.`;
    }
  } else if (request.isSecure()) {
    const reason = refererProblem(request, settings, trusted);
    if (reason !== undefined) return reason;
  }
  return tokenProblem(request, settings);
}

/** Whether an Origin header names this site: scheme, host and port. */
export function isOwnOrigin(origin: string, request: HttpRequest): boolean {
  const host = allowedHost(request);
  return host !== undefined && origin === `${request.isSecure() ? "https" : "http"}://${host}`;
}

/** The requested host with its port, if ALLOWED_HOSTS lists it. */
function allowedHost(request: HttpRequest): string | undefined {
  try {
    return request.getHost();
  } catch (error) {
    if (error instanceof DisallowedHost) return undefined;
    throw error;
  }
}

/**
 * A page fetched over plain HTTP could have been planted by an attacker on the network, including the cookie.
 * Only over HTTPS is the Referer reliable, and there it is required.
 */
function refererProblem(
  request: HttpRequest,
  settings: DefaultedSettings,
  trusted: TrustedOrigins,
): string | undefined {
  const header = request.headers.get("referer");
  if (header === undefined) return REASON_NO_REFERER;
  const referer = splitOrigin(header);
  if (referer === undefined || referer.scheme === "" || referer.netloc === "") {
    return "Referer checking failed - Referer is malformed.";
  }
  if (referer.scheme !== "https") {
    return "Referer checking failed - Referer is insecure while host is secure.";
  }
  if (trusted.includesHost(referer.netloc)) return undefined;
  const good = goodReferer(request, settings);
  return good !== undefined && isSameDomain(referer.netloc, good)
    ? undefined
    : `Referer checking failed - ${header} does not match any trusted origins.`;
}

/** The cookie's domain if it is set, as the cookie already trusts it; otherwise this host. */
function goodReferer(request: HttpRequest, settings: DefaultedSettings): string | undefined {
  const domain = settings.CSRF_USE_SESSIONS
    ? settings.SESSION_COOKIE_DOMAIN
    : settings.CSRF_COOKIE_DOMAIN;
  if (domain === null) return allowedHost(request);
  const port = request.getPort();
  return port === "443" || port === "80" ? domain : `${domain}:${port}`;
}

function tokenProblem(request: HttpRequest, settings: DefaultedSettings): string | undefined {
  const stored = storedSecret(request, settings);
  if (stored === undefined) return REASON_NO_CSRF_COOKIE;
  if (isMalformed(stored, settings)) return `CSRF cookie ${formatProblem(stored)}.`;

  let token = formToken(request);
  let source = "POST";
  if (token === "") {
    const header = headerName(settings);
    const given = request.headers.get(header);
    if (given === undefined) return "CSRF token missing.";
    token = given;
    source = `the '${header}' HTTP header`;
  }
  const problem = formatProblem(token);
  if (problem !== undefined) return `CSRF token from ${source} ${problem}.`;
  return tokenMatches(token, unmaskToken(stored))
    ? undefined
    : `CSRF token from ${source} incorrect.`;
}

function formToken(request: HttpRequest): string {
  if (request.method !== "POST") return "";
  try {
    return request.POST.get("csrfmiddlewaretoken", "");
  } catch (error) {
    // The client is gone, so nobody reads the answer.
    if (error instanceof UnreadablePostError) return "";
    throw error;
  }
}

/** The header for the setting's spelling: `HTTP_X_CSRFTOKEN` is `X-Csrftoken`. */
function headerName(settings: DefaultedSettings): string {
  return settings.CSRF_HEADER_NAME.replace(/^HTTP_/, "")
    .toLowerCase()
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("-");
}
