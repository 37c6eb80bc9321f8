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
  /** The key from the visitor's cookie, if there was one. */
  readonly sessionKey?: string | undefined;
}

/**
 * The half of a session that reaches its store: its key, when its items are read, and everything that
 * stores or removes them.
 */
export class StoredSession {
  /** Whether anything was read or written. */
  accessed = false;
  /** Whether it is to be saved. Set it yourself after changing something inside an item. */
  modified = false;

  protected readonly settings: ExpirySettings;
  protected readonly now: () => number;
  /** What was read or written so far; `undefined` before the first touch. */
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

  /** The key in the visitor's cookie; `null` until the session is first saved. */
  get sessionKey(): string | null {
    return this.#sessionKey;
  }

  /**
   * Whether what it holds outlasts the request. Only with DEBUG it may not, while the table of sessions
   * is missing.
   */
  get isKept(): boolean {
    return this.#store !== nowhere;
  }

  /** Forgets every item and keeps the key. */
  clear(): void {
    this.loadedItems = new Map();
    this.accessed = true;
    this.modified = true;
  }

  /** Whether there is neither a key nor an item: nothing to keep a cookie for. */
  isEmpty(): boolean {
    return this.#sessionKey === null && (this.loadedItems?.size ?? 0) === 0;
  }

  /**
   * Reads the stored items now, so that the synchronous methods have them where the store is an
   * asynchronous one. Counts as no access: an unknown key is dropped only when somebody reads.
   */
  async preload(): Promise<void> {
    if (this.loadedItems !== undefined || this.#preloaded || this.#sessionKey === null) return;
    this.#preloaded = { items: await this.#store.load(this.#sessionKey) };
  }

  /**
   * An item, without counting as an access: neither `Vary: Cookie` nor the loss of an unknown key follows.
   * For code that only prepares what a view may ask for.
   */
  peek(name: string): unknown {
    if (this.loadedItems !== undefined) return this.loadedItems.get(name);
    if (this.#sessionKey === null) return undefined;
    this.#preloaded ??= { items: this.#loadNow(this.#sessionKey) };
    return this.#preloaded.items?.get(name);
  }

  /** The items as they are stored now; none if the session is gone, and its key is dropped then. */
  async load(): Promise<SessionItems> {
    const loaded = this.#sessionKey === null ? undefined : await this.#store.load(this.#sessionKey);
    if (loaded === undefined) this.#sessionKey = null;
    return loaded ?? new Map();
  }

  /** Whether a session of this key is stored. */
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
   * @throws {UpdateError} If it was removed in the meantime, or its key was unknown and nobody read it.
   * @throws {CreateError} If `mustCreate` is set and it exists.
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
        // As in Django, where it has a new key by then.
        this.#sessionKey = newSessionKey();
        throw new UpdateError();
      }
      await this.#write(this.#sessionKey, mustCreate);
    });
  }

  /** Removes the stored session of this key, by default this session's own. */
  deleteStored(sessionKey: string | null = this.#sessionKey): Promise<void> {
    return this.#inTurn(async () => {
      if (sessionKey !== null) await this.#store.delete(sessionKey);
    });
  }

  /** Forgets everything, here and in the store; the visitor goes on without a session. */
  flush(): Promise<void> {
    const oldKey = this.#sessionKey;
    this.clear();
    this.#sessionKey = null;
    return this.deleteStored(oldKey);
  }

  /** Gives the session a new key and keeps its items, as on login, so that an older key is worth nothing. */
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

  /** Whether something asked of the store is under way, or has failed. */
  get isPending(): boolean {
    return this.#turns?.isPending ?? false;
  }

  /** Resolves when everything asked of the store is done; rejects with the first failure there was. */
  async settled(): Promise<void> {
    await this.#turns?.settled();
  }

  /** The items, read from the store at the first touch. */
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

  /** Takes loaded items over; an unknown key is dropped, or anyone could choose the key of a session. */
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
