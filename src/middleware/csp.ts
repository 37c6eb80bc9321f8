/** `mkweb/middleware/csp`: tells browsers from where a page may load resources. Since Django 6.0. */
import { randomBytes } from "node:crypto";
import type { ContentSecurityPolicy } from "../conf/index.ts";
import {
  changeResponses,
  type HttpRequest,
  type HttpResponseBase,
  type Middleware,
  type ViewWith,
} from "../http/index.ts";
import { goOn } from "../values/index.ts";
import { withDefaults } from "./settings.ts";

/** The keywords that a policy quotes. Source: Django, `django.utils.csp.CSP`. */
export const CSP = {
  NONE: "'none'",
  REPORT_SAMPLE: "'report-sample'",
  SELF: "'self'",
  STRICT_DYNAMIC: "'strict-dynamic'",
  UNSAFE_EVAL: "'unsafe-eval'",
  UNSAFE_HASHES: "'unsafe-hashes'",
  UNSAFE_INLINE: "'unsafe-inline'",
  WASM_UNSAFE_EVAL: "'wasm-unsafe-eval'",
  /** Placeholder for the request's nonce; left out on a page that does not use it. */
  NONCE: "<CSP_NONCE_SENTINEL>",
} as const;

/**
 * Django's ContentSecurityPolicyMiddleware; reads SECURE_CSP and SECURE_CSP_REPORT_ONLY. Keeps a response's
 * own header.
 */
const csp: Middleware = (getResponse, context) => {
  const { SECURE_CSP, SECURE_CSP_REPORT_ONLY } = withDefaults(context.settings);
  const headers = [
    { name: "Content-Security-Policy", usual: SECURE_CSP, own: enforced },
    {
      name: "Content-Security-Policy-Report-Only",
      usual: SECURE_CSP_REPORT_ONLY,
      own: reported,
    },
  ];
  return (request) => {
    nonces.set(request, undefined);
    return goOn(getResponse(request), (response) => {
      for (const { name, usual, own } of headers) {
        const policy = buildPolicy(own.get(response) ?? usual, nonces.get(request));
        if (policy !== "") response.headers.setdefault(name, policy);
      }
      return response;
    });
  };
};

export default csp;

const enforced = new WeakMap<HttpResponseBase, ContentSecurityPolicy>();
const reported = new WeakMap<HttpResponseBase, ContentSecurityPolicy>();
/** Contains every request that came through the middleware. */
const nonces = new WeakMap<HttpRequest, string | undefined>();

/**
 * Returns the nonce that allows this page's inline scripts and styles, where the policy contains {@link
 * CSP.NONCE}: 16 random bytes in base64url, generated on first use. `undefined` without the middleware.
 *
 * @example
 * const html = formatHtml('<script nonce="{}">start()</script>', getNonce(request));
 */
export function getNonce(request: HttpRequest): string | undefined {
  if (!nonces.has(request)) return undefined;
  const nonce = nonces.get(request) ?? randomBytes(16).toString("base64url");
  nonces.set(request, nonce);
  return nonce;
}

/**
 * Gives a view its own policy; an empty one disables it.
 *
 * @example
 * export const map = cspOverride({ "img-src": [CSP.SELF, "https://tiles.example.com"] })(
 *   (request: HttpRequest) => render(request, "map.html"),
 * );
 */
export function cspOverride(policy: ContentSecurityPolicy) {
  return <Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> =>
    changeResponses(view, (response) => {
      enforced.set(response, policy);
    });
}

/**
 * Gives a view its own policy whose violations are only reported.
 *
 * @example
 * export const map = cspReportOnlyOverride({ "img-src": [CSP.SELF] })((request: HttpRequest) =>
 *   render(request, "map.html"),
 * );
 */
export function cspReportOnlyOverride(policy: ContentSecurityPolicy) {
  return <Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> =>
    changeResponses(view, (response) => {
      reported.set(response, policy);
    });
}

function buildPolicy(policy: ContentSecurityPolicy, nonce: string | undefined): string {
  return Object.entries(policy)
    .flatMap(([directive, value]) => {
      if (value === null || value === false) return [];
      if (value === true) return [directive];
      const sources = withNonce(typeof value === "string" ? [value] : value, nonce);
      return sources.length > 0 ? [`${directive} ${sources.join(" ")}`] : [];
    })
    .join("; ");
}

function withNonce(sources: readonly string[], nonce: string | undefined): readonly string[] {
  return sources.flatMap((source) => {
    if (source !== CSP.NONCE) return [source];
    return nonce === undefined ? [] : [`'nonce-${nonce}'`];
  });
}
