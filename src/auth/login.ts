/** Logs users in and out. Source: Django, `contrib/auth/__init__.py`. */
import { PermissionDenied, type HttpRequest } from "../http/index.ts";
import { rotateToken } from "../middleware/index.ts";
import { mask } from "../secrets/index.ts";
import { constantTimeCompare } from "../signing/index.ts";
import { AnonymousUser } from "./users/anonymous-user.ts";
import { AbstractBaseUser } from "./users/base-user.ts";
import { authenticationBackends, type Credentials } from "./backend.ts";
import { getUser, replaceUser } from "./current-user.ts";
import { userLoggedIn, userLoggedOut, userLoginFailed } from "./signals.ts";
import { BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, storedLogin } from "./stored-login.ts";
import type { AnyUser, AuthUser } from "./users/visitor.ts";

/**
 * Returns the user with these credentials, from the first backend that knows it; `undefined` if they are wrong. Does
 * not log in; call {@link login} for that.
 *
 * @example
 * const user = await authenticate(request, { username, password });
 * if (user) await login(request, user);
 */
export async function authenticate(
  request: HttpRequest,
  credentials: Credentials,
): Promise<AuthUser | undefined> {
  for (const backend of await authenticationBackends(request.settings)) {
    try {
      const user = await backend.authenticate(request, credentials);
      if (user) {
        user.backend = backend.name;
        return user as AuthUser;
      }
    } catch (error) {
      if (!(error instanceof PermissionDenied)) throw error;
      break;
    }
  }
  await userLoginFailed.send("mkweb/auth", { request, credentials: withoutSecrets(credentials) });
  return undefined;
}

/** Masks what receivers must not log: everything that Django masks, also in nested values. */
function withoutSecrets(credentials: Credentials): Credentials {
  return Object.fromEntries(
    Object.entries(credentials).map(([name, value]) => [name, mask(name, value)]),
  );
}

/**
 * Logs a user in, for this request and all later ones of the session.
 *
 * Keeps an anonymous visitor's session data but drops another user's. The session gets a new key and forms a new
 * token, so that earlier ones become useless.
 *
 * @throws {TypeError} If there are several backends and the user did not come from {@link authenticate}.
 *
 * @example
 * const user = await authenticate(request, { username, password });
 * if (user) await login(request, user);
 */
export async function login(request: HttpRequest, user: AnyUser): Promise<void> {
  const { session } = request;
  const backend = user.backend ?? (await onlyBackend(request));
  const hash = user.getSessionAuthHash();
  if (session.has(SESSION_KEY)) {
    const before = storedLogin((name) => session.get(name));
    const isSame = before?.id === String(user.pk) && constantTimeCompare(before.hash, hash);
    if (!isSame) await session.flush();
  } else {
    await session.cycleKey();
  }
  session.set(SESSION_KEY, String(user.pk));
  session.set(BACKEND_SESSION_KEY, backend);
  session.set(HASH_SESSION_KEY, hash);
  replaceUser(request, user as AuthUser);
  rotateToken(request);
  await updateLastLogin(user, new Date(request.now()));
  await userLoggedIn.send(user.constructor, { request, user });
}

/**
 * Logs the visitor out and clears the session.
 *
 * @example
 * await logout(request);
 * return redirect("polls:index");
 */
export async function logout(request: HttpRequest): Promise<void> {
  if (userLoggedOut.hasListeners()) {
    const visitor = await getUser(request);
    const user = visitor.isAuthenticated ? visitor : undefined;
    await userLoggedOut.send(user?.constructor, { request, user });
  }
  await request.session.flush();
  replaceUser(request, new AnonymousUser(request.settings));
}

/**
 * Keeps this session valid after its user's password was changed and saved; all other sessions of the user end. The
 * session gets a new key.
 *
 * @example
 * await user.setPassword(password);
 * await user.save();
 * await updateSessionAuthHash(request, user);
 */
export async function updateSessionAuthHash(request: HttpRequest, user: AnyUser): Promise<void> {
  await request.session.cycleKey();
  if (request.session.get(SESSION_KEY) === String(user.pk)) {
    request.session.set(HASH_SESSION_KEY, user.getSessionAuthHash());
  }
}

/** Skips users of a project's own backend that are not stored. */
async function updateLastLogin(user: AnyUser, now: Date): Promise<void> {
  if (!(user instanceof AbstractBaseUser)) return;
  user.lastLogin = now;
  await user.save({ updateFields: ["lastLogin"] });
}

async function onlyBackend({ settings }: HttpRequest): Promise<string> {
  const [backend, ...others] = await authenticationBackends(settings);
  if (backend && others.length === 0) return backend.name;
  throw new TypeError(
    "There are several AUTHENTICATION_BACKENDS: log in a user from authenticate(), or set user.backend.",
  );
}
