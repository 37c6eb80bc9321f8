/** Who a request comes from. Source: Django, `get_user` and `AuthenticationMiddleware`. */
import { HttpRequest } from "../http/index.ts";
import { constantTimeCompare } from "../signing/index.ts";
import { AnonymousUser } from "./users/anonymous-user.ts";
import { backendsOf } from "./backend.ts";
import { HASH_SESSION_KEY, storedLogin, type StoredLogin } from "./stored-login.ts";
import type { AnyUser, AuthUser } from "./users/visitor.ts";

declare module "../http/index.ts" {
  interface HttpRequest {
    /** Who is logged in; there is one, if only an anonymous one, once the auth middleware has run. */
    user: AuthUser | AnonymousUser;
    /** Whom the session names; not there before the auth middleware has run. */
    _namedUser?: NamedUser | undefined;
    /** The user, once somebody has asked for one. */
    _cachedUser?: AuthUser | AnonymousUser;
  }
}

/** The user of the session, asked for now; anonymous if nobody is logged in. */
export async function getUser(request: HttpRequest): Promise<AuthUser | AnonymousUser> {
  await request.session.preload();
  return admit(request, await namedUser(request));
}

/** A user whom the session names, before anyone has looked whether the session is still good. */
export interface NamedUser {
  readonly login: StoredLogin;
  readonly user: AnyUser;
}

/** Loads the user whom the session names. Counts as no access to the session. */
export function namedUser(
  request: HttpRequest,
): NamedUser | undefined | Promise<NamedUser | undefined> {
  const login = storedLogin((name) => request.session.peek(name));
  return login && load(request, login);
}

async function load(request: HttpRequest, login: StoredLogin): Promise<NamedUser | undefined> {
  const backends = await backendsOf(request.settings);
  const backend = backends.find(({ name }) => name === login.backend);
  const user = await backend?.getUser(login.id);
  if (user === undefined) return undefined;
  user.backend = login.backend;
  return { login, user };
}

/**
 * Gives the request its `user`. The session counts as read when somebody asks for the user, not before:
 * a page that does not depend on the visitor stays one that caches may share.
 */
export function setUser(request: HttpRequest, named: NamedUser | undefined): void {
  request._namedUser = named;
}

/** Changes `request.user`, where the middleware has given the request one. */
export function replaceUser(request: HttpRequest, user: AuthUser | AnonymousUser): void {
  if ("_namedUser" in request) request.user = user;
}

/** One property of every request: one that each request is given costs more than the rest of this. */
const userProperty: PropertyDescriptor & ThisType<HttpRequest> = {
  configurable: true,
  enumerable: true,
  get(): AuthUser | AnonymousUser | undefined {
    if (this._cachedUser === undefined && "_namedUser" in this) {
      this._cachedUser = admit(this, this._namedUser);
    }
    return this._cachedUser;
  },
  set(user: AuthUser | AnonymousUser) {
    this._cachedUser = user;
  },
};
Object.defineProperty(HttpRequest.prototype, "user", userProperty);

/**
 * The user, if the session was begun with the password of today. If not, the session ends: whoever
 * changed the password wanted that. A session signed by an older SECRET_KEY goes on under a new key.
 */
function admit(
  { session, settings }: HttpRequest,
  named: NamedUser | undefined,
): AuthUser | AnonymousUser {
  const login = storedLogin((name) => session.get(name));
  if (!login || !named || login.id !== named.login.id || login.backend !== named.login.backend) {
    return new AnonymousUser(settings);
  }
  const { user } = named;
  const hash = user.getSessionAuthHash();
  const isCurrent = constantTimeCompare(login.hash, hash);
  if (isCurrent) return user as AuthUser;
  const fallbacks = user.getSessionAuthFallbackHash();
  if (fallbacks.some((fallback) => constantTimeCompare(login.hash, fallback))) {
    session.set(HASH_SESSION_KEY, hash);
    void session.cycleKey();
    return user as AuthUser;
  }
  // Takes effect here at once; the session middleware waits for the store.
  void session.flush();
  return new AnonymousUser(settings);
}
