/**
 * `mkweb/auth/context-processors`: `user` and `perms` for templates; TEMPLATES names it as
 * `mkweb/auth/context-processors#auth`.
 */
import type { HttpRequest } from "../http/index.ts";
import type { AnonymousUser } from "./users/anonymous-user.ts";
import type { AuthUser } from "./users/visitor.ts";

type Visitor = AuthUser | AnonymousUser;

export interface AuthVariables {
  /** A function, so that a page that shows no user stays the same for all. */
  readonly user: () => Visitor;
  /** `{% if perms.polls.add_poll %}`, `{% if perms.polls %}`: what the user may do. */
  readonly perms: () => Promise<Permissions>;
}

/** `user` and `perms`. */
export function auth(request: HttpRequest): AuthVariables {
  return {
    user: () => request.user,
    perms: async () => new Permissions(request.user, await request.user.getAllPermissions()),
  };
}

/** What a user may do, by app: `perms.polls`. Lists the permissions, for `"polls.add_poll" in perms`. */
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
    // `"polls" in perms` asks whether there is any.
    yield* new Set(Array.from(this.#all, (permission) => permission.split(".", 1)[0] ?? ""));
  }
}

/** What a user may do in one app: `perms.polls.add_poll`. Nothing at all is false. */
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
