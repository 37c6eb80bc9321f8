/** Django's context processor: what TEMPLATES names as `mkweb/auth/context-processors#auth`. */
import type { HttpRequest } from "../http/index.ts";
import type { AnonymousUser } from "./anonymous-user.ts";
import type { AbstractUser } from "./user.ts";

type Visitor = AbstractUser | AnonymousUser;

export interface AuthVariables {
  /** A function, so that a page that shows no user stays the same for all. */
  readonly user: () => Visitor;
  /** `{% if perms.polls.add_poll %}`: what the user may do. */
  readonly perms: object;
}

/** `user` and `perms`. */
export function auth(request: HttpRequest): AuthVariables {
  return {
    user: () => request.user,
    perms: byName((app) => byName((permission) => request.user.hasPerm(`${app}.${permission}`))),
  };
}

/** An object that has whatever is asked of it. */
function byName(find: (name: string) => unknown): object {
  return new Proxy(
    {},
    {
      // A promise is known by its `then`, and this is none.
      get: (_target, name) =>
        typeof name === "symbol" || name === "then" ? undefined : find(name),
      has: (_target, name) => typeof name === "string" && name !== "then",
    },
  );
}
