/**
 * `mkweb/auth/context-processors`: adds `user` and `perms` to templates; name it in TEMPLATES as
 * `mkweb/auth/context-processors#auth`.
 */
import type { HttpRequest } from "../http/index.ts";
import type { AnonymousUser } from "./users/anonymous-user.ts";
import type { AuthUser } from "./users/visitor.ts";

type Visitor = AuthUser | AnonymousUser;

export interface AuthVariables {
  /** A function, so that caches may share pages that do not use it. */
  readonly user: () => Visitor;
  /** The user's permissions: `{% if perms.polls.add_poll %}`, `{% if perms.polls %}`. */
  readonly perms: () => Promise<Permissions>;
}

/**
 * Returns `user` and `perms` for a template's context.
 *
 * @example
 * const { user, perms } = auth(request);
 * const context = { user: user(), perms: await perms() };
 */
export function auth(request: HttpRequest): AuthVariables {
  return {
    user: () => request.user,
    perms: async () => new Permissions(request.user, await request.user.getAllPermissions()),
  };
}

/** A user's permissions by app: `perms.polls`. Iterable for `"polls.add_poll" in perms`. */
class Permissions {
  readonly #user: Visitor;
  readonly #all: ReadonlySet<string>;

  constructor(user: Visitor, all: ReadonlySet<string>) {
    this.#user = user;
    this.#all = all;
  }

  has(_app: string): boolean {
    return true;
  }

  get(app: string): AppPermissions {
    const prefix = `${app}.`;
    const own = [...this.#all].filter((permission) => permission.startsWith(prefix));
    return new AppPermissions(this.#user, new Set(own.map((each) => each.slice(prefix.length))));
  }

  *[Symbol.iterator](): Iterator<string> {
    yield* this.#all;
    // For `"polls" in perms`, which asks for any permission of an app.
    yield* new Set(Array.from(this.#all, (permission) => permission.split(".", 1)[0] ?? ""));
  }
}

/** A user's permissions in one app: `perms.polls.add_poll`. False if there are none. */
class AppPermissions {
  readonly #isSuperuser: boolean;
  readonly #codenames: ReadonlySet<string>;

  constructor({ isActive, isSuperuser }: Visitor, codenames: ReadonlySet<string>) {
    this.#isSuperuser = isActive && isSuperuser;
    this.#codenames = codenames;
  }

  get size(): number {
    return this.#isSuperuser ? Math.max(1, this.#codenames.size) : this.#codenames.size;
  }

  has(_codename: string): boolean {
    return true;
  }

  get(codename: string): boolean {
    return this.#isSuperuser || this.#codenames.has(codename);
  }

  *[Symbol.iterator](): Iterator<string> {
    yield* this.#codenames;
  }
}
