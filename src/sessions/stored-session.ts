import { expiryDate, type ExpirySettings } from "./expiry.ts";
import { isSessionKey, newSessionKey } from "./key.ts";
import { nowhere } from "./nowhere.ts";
import { CreateError, UpdateError, type SessionItems, type SessionStore } from "./store.ts";
import { Turns } from "./turns.ts";

export interface SessionOptions {
  readonly store: SessionStore;
  readonly settings: ExpirySettings;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
  /** The key from the visitor's cookie, if any. */
  readonly sessionKey?: string | undefined;
}

/** The half of a session that talks to its store: the key, loading, saving and removing. */
export class StoredSession {
  /** Whether anything was read or written. */
  accessed = false;
  /** Whether it will be saved. Set it yourself after changing something inside an item. */
  modified = false;

  protected readonly settings: ExpirySettings;
  protected readonly now: () => number;
  /** The items, once loaded; `undefined` before the first use. */
  protected loadedItems: SessionItems | undefined;

  readonly #store: SessionStore;
  #sessionKey: string | null;
  #preloaded: { readonly items: SessionItems | undefined } | undefined;
  #turns: Turns | undefined;

  constructor({ store, settings, now = Date.now, sessionKey }: SessionOptions) {
    this.#store = store;
    this.settings = settings;
    this.now = now;
    this.#sessionKey = isSessionKey(sessionKey) ? sessionKey : null;
  }

  /** The key in the visitor's cookie; `null` until the first save. */
  get sessionKey(): string | null {
    return this.#sessionKey;
  }

  /** Whether the data outlasts the request. False only with DEBUG while the table of sessions is missing. */
  get isKept(): boolean {
    return this.#store !== nowhere;
  }

  /** Removes all items and keeps the key. */
  clear(): void {
    this.loadedItems = new Map();
    this.accessed = true;
    this.modified = true;
  }

  /** Whether there is neither a key nor an item, so no cookie is needed. */
  isEmpty(): boolean {
    return this.#sessionKey === null && (this.loadedItems?.size ?? 0) === 0;
  }

  /**
   * Loads the stored items now, for synchronous access to an asynchronous store. Does not count as access: an
   * unknown key is dropped only once someone reads.
   */
  async preload(): Promise<void> {
    if (this.loadedItems !== undefined || this.#preloaded || this.#sessionKey === null) return;
    this.#preloaded = { items: await this.#store.load(this.#sessionKey) };
  }

  /**
   * Reads an item without counting as access: no `Vary: Cookie`, and an unknown key is kept. For code that
   * prepares values a view may never use.
   */
  peek(name: string): unknown {
    if (this.loadedItems !== undefined) return this.loadedItems.get(name);
    if (this.#sessionKey === null) return undefined;
    this.#preloaded ??= { items: this.#loadNow(this.#sessionKey) };
    return this.#preloaded.items?.get(name);
  }

  /** Loads the stored items; if the session is gone, returns none and drops its key. */
  async load(): Promise<SessionItems> {
    const loaded = this.#sessionKey === null ? undefined : await this.#store.load(this.#sessionKey);
    if (loaded === undefined) this.#sessionKey = null;
    return loaded ?? new Map();
  }

  /** Whether a session with this key is stored. */
  async exists(sessionKey: string): Promise<boolean> {
    return this.#store.exists(sessionKey);
  }

  /** Stores the session under a new key. */
  create(): Promise<void> {
    return this.#inTurn(async () => {
      this.loadedItems ??= new Map();
      await this.#insert();
      this.modified = true;
    });
  }

  /**
   * Stores the session; a new one gets its key.
   *
   * @throws {UpdateError} The session was removed in the meantime, or its key was unknown and nobody read it.
   * @throws {CreateError} `mustCreate` is set and the session exists.
   */
  save({ mustCreate = false }: { readonly mustCreate?: boolean } = {}): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#sessionKey === null) {
        await this.#insert();
        this.modified = true;
        return;
      }
      if (!mustCreate) await this.#ensureRead();
      if (this.#sessionKey === null) {
        // Django has assigned a new key by this point too.
        this.#sessionKey = newSessionKey();
        throw new UpdateError();
      }
      await this.#write(this.#sessionKey, mustCreate);
    });
  }

  /** Removes the stored session with this key, by default its own. */
  deleteStored(sessionKey: string | null = this.#sessionKey): Promise<void> {
    return this.#inTurn(async () => {
      if (sessionKey !== null) await this.#store.delete(sessionKey);
    });
  }

  /** Deletes all data, here and in the store; the visitor continues without a session. */
  flush(): Promise<void> {
    const oldKey = this.#sessionKey;
    this.clear();
    this.#sessionKey = null;
    return this.deleteStored(oldKey);
  }

  /** Gives the session a new key and keeps its items, as on login, so that the old key becomes useless. */
  cycleKey(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#ensureRead();
      const oldKey = this.#sessionKey;
      this.loadedItems ??= new Map();
      await this.#insert();
      this.accessed = true;
      this.modified = true;
      if (oldKey !== null) await this.#store.delete(oldKey);
    });
  }

  /** Whether an operation of the store is running or has failed. */
  get isPending(): boolean {
    return this.#turns?.isPending ?? false;
  }

  /** Resolves when all operations of the store are done; rejects with the first failure. */
  async settled(): Promise<void> {
    await this.#turns?.settled();
  }

  /** The items, loaded from the store on first use. */
  protected read(): SessionItems {
    this.accessed = true;
    if (this.loadedItems !== undefined) return this.loadedItems;
    if (this.#sessionKey === null) return (this.loadedItems = new Map());
    if (this.#preloaded) return this.#adopt(this.#preloaded.items);
    return this.#adopt(this.#loadNow(this.#sessionKey));
  }

  #loadNow(sessionKey: string): SessionItems | undefined {
    const loaded = this.#store.load(sessionKey);
    if (loaded instanceof Promise) {
      throw new TypeError("The session was read before it was loaded: await session.preload().");
    }
    return loaded;
  }

  async #ensureRead(): Promise<void> {
    await this.preload();
    this.read();
  }

  /** Uses the loaded items. An unknown key is dropped, so that nobody can choose a session's key. */
  #adopt(loaded: SessionItems | undefined): SessionItems {
    if (loaded === undefined) this.#sessionKey = null;
    return (this.loadedItems = loaded ?? new Map());
  }

  async #insert(): Promise<void> {
    for (;;) {
      try {
        await this.#write(newSessionKey(), true);
        return;
      } catch (error) {
        if (!(error instanceof CreateError)) throw error;
      }
    }
  }

  async #write(sessionKey: string, mustCreate: boolean): Promise<void> {
    this.accessed = true;
    const items = (this.loadedItems ??= new Map());
    const expireDate = expiryDate(items, this.settings, this.now(), {});
    this.#sessionKey = await this.#store.save(sessionKey, items, { mustCreate, expireDate });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turns ??= new Turns();
    return this.#turns.take(work);
  }
}
