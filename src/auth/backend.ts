import type { Settings } from "../conf/index.ts";
import type { HttpRequest } from "../http/index.ts";
import { loadDefaults } from "./load-modules.ts";
import type { AnyUser, Visitor } from "./users/visitor.ts";

/** What a visitor shows to be let in; which of it a backend understands is its own affair. */
export interface Credentials {
  readonly username?: string;
  readonly password?: string;
  readonly [name: string]: unknown;
}

/** Knows users. A module that AUTHENTICATION_BACKENDS names has a {@link AuthBackendFactory} as its default export. */
export interface AuthBackend {
  /** What sessions remember it by. A name that a Django site knows shares its logins with that site. */
  readonly name: string;
  /**
   * The user these credentials belong to, or `undefined`: the next backend is asked. It should take as
   * long for a user it does not know as for one it does.
   *
   * @throws {PermissionDenied} Nobody else shall be asked.
   */
  authenticate(
    request: HttpRequest | undefined,
    credentials: Credentials,
  ): Promise<AnyUser | undefined>;
  /** The user a session names, or `undefined` if there is none any more who may come in. */
  getUser(id: string): Promise<AnyUser | undefined>;
  /** What the user may do, as `polls.add_question`; all these ask about one object if one is given. */
  getAllPermissions?(user: Visitor, object?: unknown): Promise<ReadonlySet<string>>;
  /** Of these, what was granted to the user. */
  getUserPermissions?(user: Visitor, object?: unknown): Promise<ReadonlySet<string>>;
  /** Of these, what was granted to groups the user is in. */
  getGroupPermissions?(user: Visitor, object?: unknown): Promise<ReadonlySet<string>>;
  /**
   * Default: whether it is one of {@link AuthBackend.getAllPermissions}.
   *
   * @throws {PermissionDenied} Nobody else shall be asked.
   */
  hasPerm?(user: Visitor, permission: string, object?: unknown): Promise<boolean>;
  /** Default: whether one of them is of this app. @throws {PermissionDenied} Nobody else shall be asked. */
  hasModulePerms?(user: Visitor, app: string): Promise<boolean>;
}

export type AuthBackendFactory = (settings: Settings) => AuthBackend;

const loaded = new WeakMap<Settings, Promise<readonly AuthBackend[]>>();

/**
 * The backends of these settings, loaded once.
 *
 * @throws {ImproperlyConfigured} AUTHENTICATION_BACKENDS names something else.
 */
export function backendsOf(settings: Settings): Promise<readonly AuthBackend[]> {
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
