/** What a session holds, by name. */
export type SessionItems = Map<string, unknown>;

/**
 * Where sessions live between requests. A backend implements this; {@link Session} does the rest.
 *
 * Source: Django's `SessionBase`, whose subclasses provide `exists`, `create`, `save`, `delete` and `load`.
 */
export interface SessionStore {
  /**
   * Whether {@link SessionStore.load} answers at once. A synchronous store is read when a view first
   * touches its session; an asynchronous one before the view, if the request carries a session cookie.
   */
  readonly synchronous: boolean;

  /**
   * What has to be there before sessions can be kept and is not, in words for a developer. Asked with
   * DEBUG only, where a project that was not migrated yet shows its pages all the same.
   */
  missing?(): Promise<string | undefined>;

  /** The items of a live session, or `undefined` when the key is unknown or expired. */
  load(sessionKey: string): SessionItems | undefined | Promise<SessionItems | undefined>;

  /** Whether a session of this key is stored, expired or not. */
  exists(sessionKey: string): Promise<boolean>;

  /**
   * Stores the items.
   *
   * @returns The key they are stored under: the one given, unless the store keeps its data in the key.
   * @throws {CreateError} If `mustCreate` is set and the key is taken.
   * @throws {UpdateError} If `mustCreate` is not set and the session is gone, as after a logout elsewhere.
   */
  save(sessionKey: string, items: SessionItems, options: SaveOptions): Promise<string>;

  /** Removes the session; nothing happens if there is none. */
  delete(sessionKey: string): Promise<void>;

  /** Removes every expired session, for `clearsessions`. Stores that expire by themselves do nothing. */
  clearExpired(): Promise<void>;
}

export interface SaveOptions {
  /** The session must be new. */
  readonly mustCreate: boolean;
  /** When it ends. */
  readonly expireDate: Date;
}

/** A session was to be created under a key that is taken. */
export class CreateError extends Error {
  override readonly name = "CreateError";
}

/** A session was to be updated that no longer exists. */
export class UpdateError extends Error {
  override readonly name = "UpdateError";
}
