/** `mkweb/auth/middleware`: gives every request its `user`. Place it after sessions. */
import { ImproperlyConfigured } from "../conf/index.ts";
import type { HttpRequest, Middleware } from "../http/index.ts";
import { goOn } from "../values/index.ts";
import { backendsOf } from "./backend.ts";
// By itself, so that the declaration of request.user comes with this module wherever it is named for its types.
import "./current-user.ts";
import { namedUser, setUser } from "./current-user.ts";
import { passwordHashers } from "./password.ts";

/**
 * Django's AuthenticationMiddleware. The user is loaded before the view, so that `request.user` needs no
 * `await`, and only where the session names one: anonymous visitors cost no query.
 *
 * @throws {ImproperlyConfigured} When the server starts, if AUTHENTICATION_BACKENDS or PASSWORD_HASHERS
 *   name what is none; with the first request, if there is no session middleware before it.
 */
const authentication: Middleware = async (getResponse, { settings }) => {
  await Promise.all([backendsOf(settings), passwordHashers(settings)]);
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
