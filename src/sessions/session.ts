import { getRandomString } from "../signing/index.ts";
import {
  EXPIRY_ITEM,
  expiresAtBrowserClose,
  expiryAge,
  expiryDate,
  storedExpiry,
  type Expiry,
  type ExpiryOptions,
  type ExpirySettings,
} from "./expiry.ts";
import { CreateError, type SessionItems, type SessionStore } from "./store.ts";

/**
 * What this project keeps in sessions. Declare it to have `request.session` typed:
 *
 * ```ts
 * declare module "mkweb/sessions" {
 *   interface SessionData { visits: number }
 * }
 * ```
 */
// oxlint-disable-next-line typescript/no-empty-interface -- filled by projects, by declaration merging
export interface SessionData {}

type Widen<T> = T extends string
  ? string
  : T extends number
    ? number
    : T extends boolean
      ? boolean
      : T;

const KEY_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
const TEST_COOKIE = "testcookie";
const TEST_COOKIE_VALUE = "worked";

export interface SessionOptions {
  readonly store: SessionStore;
  readonly settings: ExpirySettings;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
  /** The key from the visitor's cookie, if there was one. */
  readonly sessionKey?: string | undefined;
}

/**
 * One visitor's session: read and write it like a `Map`; it is saved when the view has answered, if it
 * was modified.
 *
 * Reading and writing are synchronous. What reaches the store (`save`, `flush`, `cycleKey`, …) answers a
 * promise, takes effect on this object at once, and is waited for before the response leaves, so that a
 * forgotten `await` does no harm.
 *
 * Source: Django, `contrib/sessions/backends/base.py` and topics/http/sessions.
 */
export class Session {
  /** Whether anything was read or written. */
  accessed = false;
  /** Whether it is to be saved. Set it yourself after changing something inside an item. */
  modified = false;

  readonly #store: SessionStore;
  readonly #settings: ExpirySettings;
  readonly #now: () => number;
  #sessionKey: string | null;
  #items: SessionItems | undefined;
  #preloaded: { readonly items: SessionItems | undefined } | undefined;
  #storeWork: Promise<void> = Promise.resolve();
  #pending = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor({ store, settings, now = Date.now, sessionKey }: SessionOptions) {
    this.#store = store;
    this.#settings = settings;
    this.#now = now;
    this.#sessionKey = isSessionKey(sessionKey) ? sessionKey : null;
  }

  /** The key in the visitor's cookie; `null` until the session is first saved. */
  get sessionKey(): string | null {
    return this.#sessionKey;
  }

  /** The item, or the default, or `undefined`. */
  get<Name extends keyof SessionData>(name: Name): SessionData[Name] | undefined;
  get<Name extends keyof SessionData>(name: Name, fallback: SessionData[Name]): SessionData[Name];
  get(name: string): unknown;
  get<T>(name: string, fallback: T): Widen<T>;
  get(name: string, fallback?: unknown): unknown {
    const items = this.#read();
    return items.has(name) ? items.get(name) : fallback;
  }

  /** Keeps a value that JSON can hold under this name. */
  set<Name extends keyof SessionData>(name: Name, value: SessionData[Name]): void;
  set(name: string, value: unknown): void;
  set(name: string, value: unknown): void {
    this.#read().set(name, value);
    this.modified = true;
  }

  has(name: string): boolean {
    return this.#read().has(name);
  }

  /** Forgets an item; says whether there was one. */
  delete(name: string): boolean {
    const deleted = this.#read().delete(name);
    this.modified ||= deleted;
    return deleted;
  }

  /** Takes an item out; the default, or `undefined`, if there is none. */
  pop(name: string, fallback?: unknown): unknown {
    const value = this.get(name, fallback);
    this.delete(name);
    return value;
  }

  /** The item; if there is none, the value given, which is kept. */
  setDefault(name: string, value: unknown): unknown {
    if (!this.has(name)) this.set(name, value);
    return this.get(name);
  }

  /** Sets several items. */
  update(values: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(values)) this.#read().set(name, value);
    this.accessed = true;
    this.modified = true;
  }

  keys(): string[] {
    return [...this.#read().keys()];
  }

  values(): unknown[] {
    return [...this.#read().values()];
  }

  items(): [string, unknown][] {
    return [...this.#read().entries()];
  }

  /** Forgets every item and keeps the key. */
  clear(): void {
    this.#items = new Map();
    this.accessed = true;
    this.modified = true;
  }

  /** Whether there is neither a key nor an item: nothing to keep a cookie for. */
  isEmpty(): boolean {
    return this.#sessionKey === null && (this.#items === undefined || this.#items.size === 0);
  }

  /**
   * Sets when this session ends: seconds after its last save, a moment, `0` for when the browser closes,
   * `null` for what settings say.
   */
  setExpiry(expiry: Expiry): void {
    if (expiry === null) this.delete(EXPIRY_ITEM);
    else this.set(EXPIRY_ITEM, storedExpiry(expiry));
  }

  /** Whole seconds until the session ends. */
  getExpiryAge(options: ExpiryOptions = {}): number {
    return expiryAge(this.#read(), this.#settings, this.#now(), options);
  }

  /** When the session ends. */
  getExpiryDate(options: ExpiryOptions = {}): Date {
    return expiryDate(this.#read(), this.#settings, this.#now(), options);
  }

  getExpireAtBrowserClose(): boolean {
    return expiresAtBrowserClose(this.#read(), this.#settings);
  }

  /** Whole seconds a session lasts when it does not say otherwise: SESSION_COOKIE_AGE. */
  getSessionCookieAge(): number {
    return this.#settings.SESSION_COOKIE_AGE;
  }

  setTestCookie(): void {
    this.set(TEST_COOKIE, TEST_COOKIE_VALUE);
  }

  testCookieWorked(): boolean {
    return this.get(TEST_COOKIE) === TEST_COOKIE_VALUE;
  }

  deleteTestCookie(): void {
    this.delete(TEST_COOKIE);
  }

  /**
   * Reads the stored items now, so that the synchronous methods have them where the store is an
   * asynchronous one. Counts as no access: an unknown key is dropped only when somebody reads.
   */
  async preload(): Promise<void> {
    if (this.#items !== undefined || this.#preloaded || this.#sessionKey === null) return;
    this.#preloaded = { items: await this.#store.load(this.#sessionKey) };
  }

  /**
   * An item, without counting as an access: neither `Vary: Cookie` nor the loss of an unknown key follows.
   * For code that only prepares what a view may ask for.
   */
  peek(name: string): unknown {
    if (this.#items !== undefined) return this.#items.get(name);
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
      this.#items ??= new Map();
      await this.#insert();
      this.modified = true;
    });
  }

  /**
   * Stores the session; a new one gets its key.
   *
   * @throws {UpdateError} If it was removed in the meantime.
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
      // Reading may have found that the session no longer exists.
      if (this.#sessionKey === null) await this.#insert();
      else await this.#write(this.#sessionKey, mustCreate);
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
      this.#items ??= new Map();
      await this.#insert();
      this.accessed = true;
      this.modified = true;
      if (oldKey !== null) await this.#store.delete(oldKey);
    });
  }

  /** Whether something asked of the store is under way, or has failed. */
  get isPending(): boolean {
    return this.#pending > 0 || this.#failure !== undefined;
  }

  /** Resolves when everything asked of the store is done; rejects with the first failure there was. */
  async settled(): Promise<void> {
    await this.#storeWork;
    if (this.#failure) throw this.#failure.error;
  }

  #read(): SessionItems {
    this.accessed = true;
    if (this.#items !== undefined) return this.#items;
    if (this.#sessionKey === null) return (this.#items = new Map());
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
    this.#read();
  }

  /** Takes loaded items over; an unknown key is dropped, or anyone could choose the key of a session. */
  #adopt(loaded: SessionItems | undefined): SessionItems {
    if (loaded === undefined) this.#sessionKey = null;
    return (this.#items = loaded ?? new Map());
  }

  async #insert(): Promise<void> {
    for (;;) {
      const candidate = getRandomString(32, KEY_ALPHABET);
      try {
        await this.#write(candidate, true);
        return;
      } catch (error) {
        if (!(error instanceof CreateError)) throw error;
      }
    }
  }

  async #write(sessionKey: string, mustCreate: boolean): Promise<void> {
    this.accessed = true;
    const items = (this.#items ??= new Map());
    const expireDate = expiryDate(items, this.#settings, this.#now(), {});
    this.#sessionKey = await this.#store.save(sessionKey, items, { mustCreate, expireDate });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#pending += 1;
    const done = this.#storeWork.then(work);
    // What follows goes on after a failure; `settled()` tells of it where nobody awaited `done`.
    this.#storeWork = done
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#pending -= 1;
      });
    return done;
  }
}

/** A key is at least 8 characters; anything shorter is treated as no key at all. */
function isSessionKey(sessionKey: string | undefined): sessionKey is string {
  return sessionKey !== undefined && sessionKey.length >= 8;
}
