/** The state of CSRF protection for one request. */
import { ImproperlyConfigured } from "../../conf/index.ts";
import { patchVaryHeaders, type HttpRequest, type HttpResponseBase } from "../../http/index.ts";
import type { DefaultedSettings } from "../settings.ts";
import { formatProblem, maskSecret, newSecret, unmaskToken } from "./token.ts";

interface State {
  secret: string | undefined;
  /** Set once the secret was used in a page: the cookie must be sent, at least to renew it. */
  needsUpdate: boolean;
  /** Set once the request was accepted, so that a decorator does not check it again. */
  done: boolean;
}

const states = new WeakMap<HttpRequest, State>();

function stateOf(request: HttpRequest): State {
  let state = states.get(request);
  if (state === undefined) {
    state = { secret: undefined, needsUpdate: false, done: false };
    states.set(request, state);
  }
  return state;
}

/**
 * Returns a token for a form of this request, a different text at each call. Using it sends the cookie.
 * Without the middleware, no token is accepted.
 *
 * @example
 * return new JsonResponse({ token: getToken(request) });
 */
export function getToken(request: HttpRequest): string {
  const state = stateOf(request);
  state.secret ??= newSecret();
  state.needsUpdate = true;
  return maskSecret(state.secret);
}

/** The visitor's secret, if known: sent by the browser, or created in this request. */
export function secretOf(request: HttpRequest): string | undefined {
  return states.get(request)?.secret;
}

/**
 * Gives the visitor a new secret, as a login must: older tokens become invalid.
 *
 * @example
 * rotateToken(request);
 * const token = getToken(request);
 */
export function rotateToken(request: HttpRequest): void {
  const state = stateOf(request);
  state.secret = newSecret();
  state.needsUpdate = true;
}

export function isAccepted(request: HttpRequest): boolean {
  return states.get(request)?.done ?? false;
}

export function accept(request: HttpRequest): void {
  stateOf(request).done = true;
}

/** Uses the secret that the visitor sent; a malformed one is replaced. */
export function adoptSecret(request: HttpRequest, settings: DefaultedSettings): void {
  const stored = storedSecret(request, settings);
  if (stored === undefined) return;
  if (isMalformed(stored, settings)) rotateToken(request);
  else stateOf(request).secret = unmaskToken(stored);
}

/** The visitor's stored secret; Django before 4.0 stored it masked. */
export function storedSecret(
  request: HttpRequest,
  settings: DefaultedSettings,
): string | undefined {
  if (!settings.CSRF_USE_SESSIONS) return request.COOKIES[settings.CSRF_COOKIE_NAME];
  const secret = sessionOf(request).get(SESSION_KEY);
  return typeof secret === "string" ? secret : undefined;
}

/** Only a cookie can be malformed: the session's secret was written by us. */
export function isMalformed(stored: string, settings: DefaultedSettings): boolean {
  return !settings.CSRF_USE_SESSIONS && formatProblem(stored) !== undefined;
}

/** Stores the secret with the visitor, if it was used or changed. */
export function storeSecret(
  request: HttpRequest,
  response: HttpResponseBase,
  settings: DefaultedSettings,
): void {
  const state = states.get(request);
  if (state === undefined || !state.needsUpdate || state.secret === undefined) return;
  state.needsUpdate = false;
  if (settings.CSRF_USE_SESSIONS) {
    const session = sessionOf(request);
    if (session.get(SESSION_KEY) !== state.secret) session.set(SESSION_KEY, state.secret);
    return;
  }
  response.setCookie(settings.CSRF_COOKIE_NAME, state.secret, {
    maxAge: settings.CSRF_COOKIE_AGE,
    domain: settings.CSRF_COOKIE_DOMAIN,
    path: settings.CSRF_COOKIE_PATH,
    secure: settings.CSRF_COOKIE_SECURE,
    httponly: settings.CSRF_COOKIE_HTTPONLY,
    samesite: settings.CSRF_COOKIE_SAMESITE === false ? null : settings.CSRF_COOKIE_SAMESITE,
  });
  patchVaryHeaders(response, ["Cookie"]);
}

const SESSION_KEY = "_csrftoken";

/** The parts of a session used here. */
interface SecretStore {
  get(key: string): unknown;
  set(key: string, value: string): unknown;
}

function sessionOf(request: HttpRequest): SecretStore {
  const session: unknown = "session" in request ? request.session : undefined;
  if (isSecretStore(session)) return session;
  throw new ImproperlyConfigured("CSRF_USE_SESSIONS is enabled, but request.session is not set.", {
    hint: "List 'mkweb/sessions/middleware' before 'mkweb/middleware/csrf' in MIDDLEWARE.",
  });
}

function isSecretStore(value: unknown): value is SecretStore {
  return (
    typeof value === "object" &&
    value !== null &&
    "get" in value &&
    typeof value.get === "function" &&
    "set" in value &&
    typeof value.set === "function"
  );
}
