import type { HttpRequest, HttpResponseBase, MaybePromise } from "../../http/index.ts";
import { withDefaults, type DefaultedSettings } from "../settings.ts";
import { refusalReason } from "./check.ts";
import { failureView } from "./failure.ts";
import { TrustedOrigins } from "./origin.ts";
import { accept, adoptSecret, isAccepted, storeSecret } from "./state.ts";

/** The three moments of a protected request. The middleware and the decorators are made of them. */
export interface Protection {
  /** Takes the secret the visitor brought. */
  readonly begin: (request: HttpRequest) => void;
  /** The answer to a request that must not reach its view; `undefined` for all others. */
  readonly refuse: (request: HttpRequest) => MaybePromise<HttpResponseBase> | undefined;
  /** Stores the secret with the visitor, if it was shown. */
  readonly end: (request: HttpRequest, response: HttpResponseBase) => HttpResponseBase;
}

const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);

export function protection(given: Partial<DefaultedSettings>): Protection {
  const settings = withDefaults(given);
  const trusted = new TrustedOrigins(settings.CSRF_TRUSTED_ORIGINS);
  const fail = failureView(given);
  return {
    begin: (request) => adoptSecret(request, settings),
    refuse(request) {
      if (SAFE_METHODS.has(request.method) || isAccepted(request)) return undefined;
      if (request.dontEnforceCsrfChecks === true) return undefined;
      const reason = refusalReason(request, settings, trusted);
      if (reason !== undefined) return fail(request, reason);
      accept(request);
      return undefined;
    },
    end(request, response) {
      storeSecret(request, response, settings);
      return response;
    },
  };
}

const known = new WeakMap<object, Protection>();

/** The protection that a request's own settings ask for; for views that bring it themselves. */
export function protectionOf(request: HttpRequest): Protection {
  let found = known.get(request.settings);
  if (found === undefined) {
    found = protection(request.settings);
    known.set(request.settings, found);
  }
  return found;
}
