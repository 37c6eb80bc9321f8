/** `mkweb/auth/middleware`: adds `user` to every request. Place it after sessions. */
import { ImproperlyConfigured } from "../conf/index.ts";
import type { HttpRequest, Middleware } from "../http/index.ts";
import { goOn } from "../values/index.ts";
import { authenticationBackends } from "./backend.ts";
// A separate import, so that naming this module for its types also declares request.user.
import "./current-user.ts";
import { namedUser, setUser } from "./current-user.ts";
import { passwordHashers } from "./password.ts";

/**
 * Django's AuthenticationMiddleware. Loads the user before the view runs, so that `request.user` needs no `await`, but
 * only if the session names one: anonymous visitors cost no query.
 *
 * @throws {ImproperlyConfigured} When the server starts, if AUTHENTICATION_BACKENDS or PASSWORD_HASHERS
 *   is invalid; at the first request, if the session middleware is missing.
 */
const authentication: Middleware = async (getResponse, { settings }) => {
  await Promise.all([authenticationBackends(settings), passwordHashers(settings)]);
  return (request) => {
    requireSession(request);
    return goOn(namedUser(request), (named) => {
      setUser(request, named);
      return getResponse(request);
    });
  };
};

export default authentication;

function requireSession(request: HttpRequest): void {
  if ("session" in request) return;
  throw new ImproperlyConfigured("The auth middleware needs request.session, and there is none.", {
    hint: "List 'mkweb/sessions/middleware' before 'mkweb/auth/middleware' in MIDDLEWARE.",
  });
}
