import { loadNamed, type Settings } from "../conf/index.ts";
import { MkwebError } from "../errors.ts";
import {
  BadRequest,
  patchVaryHeaders,
  type GetResponse,
  type HttpRequest,
  type HttpResponseBase,
  type MaybePromise,
  type Middleware,
} from "../http/index.ts";
import { getLogger } from "../logging/index.ts";
import { goOn } from "../values/index.ts";
import type { SessionStoreFactory } from "./backends/context.ts";
import { nowhere } from "./nowhere.ts";
import { Session } from "./session.ts";
import { UpdateError, type SessionStore } from "./store.ts";

declare module "../http/index.ts" {
  interface HttpRequest {
    /** This visitor's session; there is one once the session middleware has run. */
    session: Session;
  }
}

/** The session was removed while its request was under way, as by a logout elsewhere: answered 400. */
export class SessionInterrupted extends BadRequest {
  override readonly name = "SessionInterrupted";
}

/**
 * Gives every request a `session`, and saves it when the view has answered, if it was modified. A
 * visitor with nothing to remember gets no cookie; a response of 500 or more saves nothing.
 *
 * Source: Django, `contrib/sessions/middleware.py`.
 *
 * @throws {MkwebError} `MKWEB_SESSION_ENGINE` when the server starts, if SESSION_ENGINE is no backend.
 */
const sessionMiddleware: Middleware = async (getResponse, { settings, now }) => {
  const store = await openSessionStore(settings, now);
  const cookie = sessionCookie(settings);

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

/** Serves without sessions for as long as something is missing, and says so once. */
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

/** The store that SESSION_ENGINE names. */
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
        `SESSION_ENGINE is '${settings.SESSION_ENGINE}', which is no session backend.`,
        { hint: `Set it to 'mkweb/sessions/backends/db' in ${settings.SETTINGS_MODULE}.` },
      ),
  });
  return factory({ settings, now });
}

function isFactory(value: unknown): value is SessionStoreFactory {
  return typeof value === "function";
}

/** The way back: what becomes of the session and of its cookie. */
function sessionCookie(settings: Settings): {
  finish: (request: HttpRequest, response: HttpResponseBase) => MaybePromise<HttpResponseBase>;
} {
  const name = settings.SESSION_COOKIE_NAME;
  const samesite = settings.SESSION_COOKIE_SAMESITE || undefined;
  const place = {
    path: settings.SESSION_COOKIE_PATH,
    domain: settings.SESSION_COOKIE_DOMAIN,
    samesite,
  };

  const send = (session: Session, response: HttpResponseBase): void => {
    const lasts = session.getExpireAtBrowserClose()
      ? {}
      : { maxAge: session.getExpiryAge(), expires: undefined };
    response.setCookie(name, session.sessionKey ?? "", {
      ...place,
      ...lasts,
      secure: settings.SESSION_COOKIE_SECURE,
      httponly: settings.SESSION_COOKIE_HTTPONLY,
    });
    patchVaryHeaders(response, ["Cookie"]);
  };

  const save = async (session: Session, response: HttpResponseBase): Promise<HttpResponseBase> => {
    if (response.status >= 500) return response;
    try {
      await session.save();
    } catch (cause) {
      if (!(cause instanceof UpdateError)) throw cause;
      throw new SessionInterrupted(
        "The request's session was deleted before the request completed. The user may have logged " +
          "out in a concurrent request, for example.",
        { cause },
      );
    }
    send(session, response);
    return response;
  };

  const conclude = (
    request: HttpRequest,
    response: HttpResponseBase,
  ): MaybePromise<HttpResponseBase> => {
    const { session } = request;
    // To be stored unread, the session of an unknown key would be one that was deleted meanwhile.
    const isUnread = session.sessionKey !== null && !session.accessed;
    if (isUnread && settings.SESSION_SAVE_EVERY_REQUEST) session.keys();
    if (session.isEmpty() && name in request.COOKIES) {
      response.deleteCookie(name, place);
      patchVaryHeaders(response, ["Cookie"]);
      return response;
    }
    if (session.accessed) patchVaryHeaders(response, ["Cookie"]);
    const saves = session.modified || settings.SESSION_SAVE_EVERY_REQUEST;
    return saves && !session.isEmpty() ? save(session, response) : response;
  };

  return {
    finish: (request, response) =>
      request.session.isPending
        ? request.session.settled().then(() => conclude(request, response))
        : conclude(request, response),
  };
}
