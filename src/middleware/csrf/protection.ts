import type { HttpRequest, HttpResponseBase, MaybePromise } from "../../http/index.ts";
import { getLogger } from "../../logging/index.ts";
import { goOn } from "../../values/index.ts";
import { withDefaults, type DefaultedSettings } from "../settings.ts";
import { isOwnOrigin, refusalReason } from "./check.ts";
import { failureView } from "./failure.ts";
import { TrustedOrigins } from "./origin.ts";
import { accept, adoptSecret, isAccepted, storeSecret } from "./state.ts";

/** The steps of protecting a request, used by the middleware and the decorators. */
export interface Protection {
  /**
   * Whether a request comes from a page of this site or a trusted one, or from no page, as with clients other
   * than browsers.
   */
  readonly isTrusted: (request: HttpRequest) => boolean;
  /** Reads the visitor's secret. */
  readonly begin: (request: HttpRequest) => void;
  /** The answer to a request that must not reach its view; otherwise `undefined`. */
  readonly refuse: (request: HttpRequest) => MaybePromise<HttpResponseBase> | undefined;
  /** Stores the secret with the visitor, if it was used. */
  readonly end: (request: HttpRequest, response: HttpResponseBase) => HttpResponseBase;
}

const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);

export function protection(given: Partial<DefaultedSettings>): Protection {
  const settings = withDefaults(given);
  const trusted = new TrustedOrigins(settings.CSRF_TRUSTED_ORIGINS);
  const fail = failureView(given);
  return {
    isTrusted: (request) => {
      const origin = request.headers.get("origin");
      return origin === undefined || isOwnOrigin(origin, request) || trusted.includes(origin);
    },
    begin: (request) => adoptSecret(request, settings),
    refuse(request) {
      if (SAFE_METHODS.has(request.method) || isAccepted(request)) return undefined;
      if (request.dontEnforceCsrfChecks === true) return undefined;
      const reason = refusalReason(request, settings, trusted);
      if (reason !== undefined) {
        return goOn(fail(request, reason), (response) => logged(request, reason, response));
      }
      accept(request);
      return undefined;
    },
    end(request, response) {
      storeSecret(request, response, settings);
      return response;
    },
  };
}

/** Logs who was refused and why, with Django's text and logger name. */
function logged(
  request: HttpRequest,
  reason: string,
  response: HttpResponseBase,
): HttpResponseBase {
  const { method, path } = request;
  const { status } = response;
  const text = `Forbidden (${reason}): ${method} ${path}`;
  getLogger("mkweb.security.csrf").warning(text, { request, status });
  response.hasBeenLogged = true;
  return response;
}

const known = new WeakMap<object, Protection>();

/** The protection for a request by its own settings; for views that protect themselves. */
export function protectionOf(request: HttpRequest): Protection {
  let found = known.get(request.settings);
  if (found === undefined) {
    found = protection(request.settings);
    known.set(request.settings, found);
  }
  return found;
}

/** Whether a request comes from a page of this host, from CSRF_TRUSTED_ORIGINS, or from no page at all. */
export function isTrustedOrigin(request: HttpRequest): boolean {
  return protectionOf(request).isTrusted(request);
}
