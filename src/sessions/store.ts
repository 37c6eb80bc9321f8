/** The items of a session, by name. */
export type SessionItems = Map<string, unknown>;

/**
 * Stores sessions between requests. A backend implements this; {@link Session} does the rest.
 *
 * Source: Django's `SessionBase`, whose subclasses provide `exists`, `create`, `save`, `delete` and `load`.
 */
export interface SessionStore {
  /**
   * Whether {@link SessionStore.load} returns at once. A synchronous store is read when a view first uses its
   * session; an asynchronous one before the view, if the request carries a session cookie.
   */
  readonly synchronous: boolean;

  /**
   * What is missing before sessions can be stored, in words for a developer. Used with DEBUG only, so that a
   * project without migrations can still show its pages.
   */
  missing?(): Promise<string | undefined>;

  /** Loads the items of a live session; `undefined` if the key is unknown or expired. */
  load(sessionKey: string): SessionItems | undefined | Promise<SessionItems | undefined>;

  /** Whether a session with this key is stored, expired or not. */
  exists(sessionKey: string): Promise<boolean>;

  /**
   * Stores the items.
   *
   * @returns The key they are stored under: the given key, unless the store keeps its data in the key.
   * @throws {CreateError} `mustCreate` is set and the key is taken.
   * @throws {UpdateError} `mustCreate` is not set and the session is gone, as after a logout elsewhere.
   */
  save(sessionKey: string, items: SessionItems, options: SaveOptions): Promise<string>;

  /** Removes the session, if it exists. */
  delete(sessionKey: string): Promise<void>;

  /** Removes all expired sessions, for `clearsessions`. Does nothing in stores that expire by themselves. */
  clearExpired(): Promise<void>;
}

export interface SaveOptions {
  /** The session must be new. */
  readonly mustCreate: boolean;
  /** When it ends. */
  readonly expireDate: Date;
}

/** The key of the session to create is taken. */
export class CreateError extends Error {
  override readonly name = "CreateError";
}

/** The session to update no longer exists. */
export class UpdateError extends Error {
  override readonly name = "UpdateError";
}
