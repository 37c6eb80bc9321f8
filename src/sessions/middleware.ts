/** `mkweb/sessions/middleware`: gives each request its `session`; for MIDDLEWARE. */
import { loadNamed, type Settings } from "../conf/index.ts";
import { MkwebError } from "../errors.ts";
import type {
  GetResponse,
  HttpRequest,
  HttpResponseBase,
  MaybePromise,
  Middleware,
} from "../http/index.ts";
import { getLogger } from "../logging/index.ts";
import { goOn } from "../values/index.ts";
import type { SessionStoreFactory } from "./backends/context.ts";
import { nowhere } from "./nowhere.ts";
import { SessionCookie } from "./session-cookie.ts";
import { Session } from "./session.ts";
import type { SessionStore } from "./store.ts";

export { SessionInterrupted } from "./session-cookie.ts";

declare module "../http/index.ts" {
  interface HttpRequest {
    /** The visitor's session; available once the session middleware has run. */
    session: Session;
  }
}

/**
 * Adds a `session` to each request and saves it after the view has answered, if it was modified. A visitor
 * without data gets no cookie; a response of 500 or more saves nothing.
 *
 * Source: Django, `contrib/sessions/middleware.py`.
 *
 * @throws {MkwebError} `MKWEB_SESSION_ENGINE` when the server starts, if SESSION_ENGINE names no backend.
 */
const sessionMiddleware: Middleware = async (getResponse, { settings, now }) => {
  const store = await openSessionStore(settings, now);
  const cookie = new SessionCookie(settings);

  const answer = (request: HttpRequest): MaybePromise<HttpResponseBase> => {
    return goOn(getResponse(request), (response) => cookie.finish(request, response));
  };

  const serve = (request: HttpRequest): MaybePromise<HttpResponseBase> => {
    const sessionKey = request.COOKIES[settings.SESSION_COOKIE_NAME];
    const session = new Session({ store, settings, now, sessionKey });
    request.session = session;
    return store.synchronous || session.sessionKey === null
      ? answer(request)
      : session.preload().then(() => answer(request));
  };
  if (!settings.DEBUG || !store.missing) return serve;
  const serveUnkept = (request: HttpRequest): MaybePromise<HttpResponseBase> => {
    request.session = new Session({ store: nowhere, settings, now });
    return getResponse(request);
  };
  return onceThere(store.missing.bind(store), serve, serveUnkept);
};

export default sessionMiddleware;

/** Serves without sessions while something is missing, and reports it once. */
function onceThere(
  missing: () => Promise<string | undefined>,
  serve: GetResponse,
  serveUnkept: GetResponse,
): GetResponse {
  let isThere = false;
  let said = false;
  return async (request) => {
    if (isThere) return serve(request);
    const what = await missing();
    isThere = what === undefined;
    if (isThere) return serve(request);
    if (!said) getLogger("mkweb.sessions").warning(`Sessions are not kept: ${what}`);
    said = true;
    return serveUnkept(request);
  };
}

/**
 * Opens the store that SESSION_ENGINE names.
 *
 * @example
 * const store = await openSessionStore(settings, Date.now);
 * await store.clearExpired();
 */
export async function openSessionStore(
  settings: Settings,
  now: () => number,
): Promise<SessionStore> {
  const factory = await loadNamed({
    specifier: settings.SESSION_ENGINE,
    baseDir: settings.BASE_DIR,
    isWanted: isFactory,
    refusal: () =>
      new MkwebError(
        "MKWEB_SESSION_ENGINE",
        `SESSION_ENGINE is '${settings.SESSION_ENGINE}', which is not a session backend.`,
        { hint: `Set it to 'mkweb/sessions/backends/db' in ${settings.SETTINGS_MODULE}.` },
      ),
  });
  return factory({ settings, now });
}

function isFactory(value: unknown): value is SessionStoreFactory {
  return typeof value === "function";
}
