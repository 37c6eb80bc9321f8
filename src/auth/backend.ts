import type { Settings } from "../conf/index.ts";
import type { HttpRequest } from "../http/index.ts";
import { loadDefaults } from "./load-modules.ts";
import type { AnyUser, Visitor } from "./users/visitor.ts";

/** What a visitor submits to log in; each backend decides which it understands. */
export interface Credentials {
  readonly username?: string;
  readonly password?: string;
  readonly [name: string]: unknown;
}

/** Authenticates users. A module named in AUTHENTICATION_BACKENDS exports an {@link AuthBackendFactory} as its default. */
export interface AuthBackend {
  /** Stored in sessions. Use a Django backend's name to share logins with a Django site. */
  readonly name: string;
  /**
   * Returns the user with these credentials, or `undefined` to try the next backend. Should take the same time for
   * unknown users as for known ones.
   *
   * @throws {PermissionDenied} To reject without asking other backends.
   */
  authenticate(
    request: HttpRequest | undefined,
    credentials: Credentials,
  ): Promise<AnyUser | undefined>;
  /** Returns the user of a session, or `undefined` if the user no longer exists or may not log in. */
  getUser(id: string): Promise<AnyUser | undefined>;
  /** Returns the user's permissions, as `polls.add_question`; for `object` only, if given, like the methods below. */
  getAllPermissions?(user: Visitor, object?: unknown): Promise<ReadonlySet<string>>;
  /** Returns the permissions granted to the user directly. */
  getUserPermissions?(user: Visitor, object?: unknown): Promise<ReadonlySet<string>>;
  /** Returns the permissions granted to the user's groups. */
  getGroupPermissions?(user: Visitor, object?: unknown): Promise<ReadonlySet<string>>;
  /**
   * Default: checks {@link AuthBackend.getAllPermissions}.
   *
   * @throws {PermissionDenied} To deny without asking other backends.
   */
  hasPerm?(user: Visitor, permission: string, object?: unknown): Promise<boolean>;
  /** Default: whether a permission is of this app. @throws {PermissionDenied} To deny without asking other backends. */
  hasModulePerms?(user: Visitor, app: string): Promise<boolean>;
}

export type AuthBackendFactory = (settings: Settings) => AuthBackend;

const loaded = new WeakMap<Settings, Promise<readonly AuthBackend[]>>();

/**
 * Returns the backends of the settings, loaded once.
 *
 * @throws {ImproperlyConfigured} If AUTHENTICATION_BACKENDS names something else.
 */
export function authenticationBackends(settings: Settings): Promise<readonly AuthBackend[]> {
  let backends = loaded.get(settings);
  if (backends === undefined) {
    backends = loadDefaults("AUTHENTICATION_BACKENDS", settings, isFactory).then((factories) =>
      factories.map((factory) => factory(settings)),
    );
    loaded.set(settings, backends);
  }
  return backends;
}

function isFactory(value: unknown): value is AuthBackendFactory {
  return typeof value === "function";
}
