/** Saves the session and sets its cookie after the view. */
import type { Settings } from "../conf/index.ts";
import {
  BadRequest,
  patchVaryHeaders,
  type CookieOptions,
  type HttpRequest,
  type HttpResponseBase,
  type MaybePromise,
} from "../http/index.ts";
import type { Session } from "./session.ts";
import { UpdateError } from "./store.ts";

/** The session was removed during its request, as by a logout elsewhere. Answered with 400. */
export class SessionInterrupted extends BadRequest {
  override readonly name = "SessionInterrupted";
}

export class SessionCookie {
  readonly #settings: Settings;
  readonly #place: Pick<CookieOptions, "path" | "domain" | "samesite">;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#place = {
      path: settings.SESSION_COOKIE_PATH,
      domain: settings.SESSION_COOKIE_DOMAIN,
      samesite: settings.SESSION_COOKIE_SAMESITE || undefined,
    };
  }

  /**
   * Saves the session if it changed, and sends or deletes its cookie.
   *
   * @throws {SessionInterrupted} The session was removed during the request.
   */
  finish(request: HttpRequest, response: HttpResponseBase): MaybePromise<HttpResponseBase> {
    return request.session.isPending
      ? request.session.settled().then(() => this.#conclude(request, response))
      : this.#conclude(request, response);
  }

  #conclude(request: HttpRequest, response: HttpResponseBase): MaybePromise<HttpResponseBase> {
    const { session } = request;
    const { SESSION_COOKIE_NAME, SESSION_SAVE_EVERY_REQUEST } = this.#settings;
    // An unknown key that was not read must not be saved: its session may have been deleted meanwhile.
    const isUnread = session.sessionKey !== null && !session.accessed;
    if (isUnread && SESSION_SAVE_EVERY_REQUEST) session.keys();
    if (session.isEmpty() && SESSION_COOKIE_NAME in request.COOKIES) {
      response.deleteCookie(SESSION_COOKIE_NAME, this.#place);
      patchVaryHeaders(response, ["Cookie"]);
      return response;
    }
    if (session.accessed) patchVaryHeaders(response, ["Cookie"]);
    const saves = session.modified || SESSION_SAVE_EVERY_REQUEST;
    return saves && !session.isEmpty() ? this.#save(session, response) : response;
  }

  async #save(session: Session, response: HttpResponseBase): Promise<HttpResponseBase> {
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
    this.#send(session, response);
    return response;
  }

  #send(session: Session, response: HttpResponseBase): void {
    const lasts = session.getExpireAtBrowserClose()
      ? {}
      : { maxAge: session.getExpiryAge(), expires: undefined };
    response.setCookie(this.#settings.SESSION_COOKIE_NAME, session.sessionKey ?? "", {
      ...this.#place,
      ...lasts,
      secure: this.#settings.SESSION_COOKIE_SECURE,
      httponly: this.#settings.SESSION_COOKIE_HTTPONLY,
    });
    patchVaryHeaders(response, ["Cookie"]);
  }
}
