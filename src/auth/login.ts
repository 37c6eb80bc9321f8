/** Letting visitors in and out. Source: Django, `contrib/auth/__init__.py`. */
import { PermissionDenied, type HttpRequest } from "../http/index.ts";
import { rotateToken } from "../middleware/index.ts";
import { mask } from "../secrets/index.ts";
import { constantTimeCompare } from "../signing/index.ts";
import { AnonymousUser } from "./users/anonymous-user.ts";
import { AbstractBaseUser } from "./users/base-user.ts";
import { backendsOf, type Credentials } from "./backend.ts";
import { getUser, replaceUser } from "./current-user.ts";
import { userLoggedIn, userLoggedOut, userLoginFailed } from "./signals.ts";
import { BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, storedLogin } from "./stored-login.ts";
import type { AnyUser, AuthUser } from "./users/visitor.ts";

/**
 * The user these credentials belong to, by the first backend that knows one; `undefined` for wrong ones.
 * It lets nobody in: that is {@link login}.
 *
 * @example
 * const user = await authenticate(request, { username, password });
 * if (user) await login(request, user);
 */
export async function authenticate(
  request: HttpRequest,
  credentials: Credentials,
): Promise<AuthUser | undefined> {
  for (const backend of await backendsOf(request.settings)) {
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

/** What receivers may write down. Whatever Django masks is masked, in nested values too. */
function withoutSecrets(credentials: Credentials): Credentials {
  return Object.fromEntries(
    Object.entries(credentials).map(([name, value]) => [name, mask(name, value)]),
  );
}

/**
 * Lets a user in: from here on, and with every further request of this session.
 *
 * What an anonymous visitor's session holds stays; what another user left in it does not. The session
 * gets a new key and forms a new token, so that what was known before is worth nothing.
 *
 * @throws {TypeError} A user who did not come from {@link authenticate}, where there are several backends.
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
 * Forgets who the visitor is, and everything else in the session.
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
 * Keeps this session after its user's password was changed and saved; every other session of that user
 * ends. The session gets a new key.
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

/** A user of a backend of the project's own need not be stored. */
async function updateLastLogin(user: AnyUser, now: Date): Promise<void> {
  if (!(user instanceof AbstractBaseUser)) return;
  user.lastLogin = now;
  await user.save({ updateFields: ["lastLogin"] });
}

async function onlyBackend({ settings }: HttpRequest): Promise<string> {
  const [backend, ...others] = await backendsOf(settings);
  if (backend && others.length === 0) return backend.name;
  throw new TypeError(
    "There are several AUTHENTICATION_BACKENDS: log in a user from authenticate(), or set user.backend.",
  );
}
