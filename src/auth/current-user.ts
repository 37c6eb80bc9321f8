/** The user of a request. Source: Django, `get_user` and `AuthenticationMiddleware`. */
import { HttpRequest } from "../http/index.ts";
import { constantTimeCompare } from "../signing/index.ts";
import { AnonymousUser } from "./users/anonymous-user.ts";
import { authenticationBackends } from "./backend.ts";
import { HASH_SESSION_KEY, storedLogin, type StoredLogin } from "./stored-login.ts";
import type { AnyUser, AuthUser } from "./users/visitor.ts";

declare module "../http/index.ts" {
  interface HttpRequest {
    /** The logged-in or anonymous user; set by the auth middleware. */
    user: AuthUser | AnonymousUser;
    /** The user that the session names; set by the auth middleware. */
    _namedUser?: NamedUser | undefined;
    /** The user, once it was accessed. */
    _cachedUser?: AuthUser | AnonymousUser;
  }
}

/**
 * Loads the user of the session; anonymous if nobody is logged in.
 *
 * @example
 * const user = await getUser(request);
 * console.log(user.isAuthenticated);
 */
export async function getUser(request: HttpRequest): Promise<AuthUser | AnonymousUser> {
  await request.session.preload();
  return admit(request, await namedUser(request));
}

/** The user that a session names, before checking that the session is still valid. */
export interface NamedUser {
  readonly login: StoredLogin;
  readonly user: AnyUser;
}

/** Loads the user that the session names. Does not count as access to the session. */
export function namedUser(
  request: HttpRequest,
): NamedUser | undefined | Promise<NamedUser | undefined> {
  const login = storedLogin((name) => request.session.peek(name));
  return login && load(request, login);
}

async function load(request: HttpRequest, login: StoredLogin): Promise<NamedUser | undefined> {
  const backends = await authenticationBackends(request.settings);
  const backend = backends.find(({ name }) => name === login.backend);
  const user = await backend?.getUser(login.id);
  if (user === undefined) return undefined;
  user.backend = login.backend;
  return { login, user };
}

/**
 * Adds `user` to the request. The session counts as accessed only when `user` is, so that pages that ignore the visitor
 * can be cached for all.
 */
export function setUser(request: HttpRequest, named: NamedUser | undefined): void {
  request._namedUser = named;
}

/** Replaces `request.user`, if the middleware has set it. */
export function replaceUser(request: HttpRequest, user: AuthUser | AnonymousUser): void {
  if ("_namedUser" in request) request.user = user;
}

/** One shared property descriptor: defining a property on each request would cost more than all the rest. */
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
 * Returns the user if the session's hash matches the current password; otherwise ends the session, as changing the
 * password is meant to. A session signed with an older SECRET_KEY continues under a new key.
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
  // Takes effect immediately; the session middleware awaits the store.
  void session.flush();
  return new AnonymousUser(settings);
}
