import {
  EXPIRY_ITEM,
  expiresAtBrowserClose,
  expiryAge,
  expiryDate,
  storedExpiry,
  type Expiry,
  type ExpiryOptions,
} from "./expiry.ts";
import { StoredSession } from "./stored-session.ts";

/**
 * What this project keeps in sessions. Declare it to have `request.session` typed:
 *
 * ```ts
 * import type {} from "mkweb/sessions";
 *
 * declare module "mkweb/sessions" {
 *   interface SessionData { visits: number }
 * }
 * ```
 */
// oxlint-disable-next-line typescript/no-empty-interface -- filled by projects, by declaration merging
export interface SessionData {}

/** The declared type of an item, or the fallback. */
type Stored<Name, Otherwise = unknown> = Name extends keyof SessionData
  ? SessionData[Name]
  : Otherwise;

type Widen<T> = T extends string
  ? string
  : T extends number
    ? number
    : T extends boolean
      ? boolean
      : T;

const TEST_COOKIE = "testcookie";
const TEST_COOKIE_VALUE = "worked";

/**
 * One visitor's session. Read and write it like a `Map`; it is saved after the view has answered, if it was
 * modified.
 *
 * Reading and writing are synchronous. Methods that reach the store (`save`, `flush`, `cycleKey`, …) return a
 * promise and change this object at once. The response waits for them, so a forgotten `await` does no harm.
 *
 * Source: Django, `contrib/sessions/backends/base.py` and topics/http/sessions.
 */
export class Session extends StoredSession {
  /** The item, or the default, or `undefined`. */
  get<Name extends string>(name: Name): Stored<Name> | undefined;
  get<Name extends string, T>(name: Name, fallback: Stored<Name, T>): Stored<Name, Widen<T>>;
  get(name: string, fallback?: unknown): unknown {
    const items = this.read();
    return items.has(name) ? items.get(name) : fallback;
  }

  /** Stores a JSON value under this name. */
  set<Name extends string>(name: Name, value: Stored<Name>): void {
    this.read().set(name, value);
    this.modified = true;
  }

  has(name: string): boolean {
    return this.read().has(name);
  }

  /** Deletes an item; returns whether it existed. */
  delete(name: string): boolean {
    const deleted = this.read().delete(name);
    this.modified ||= deleted;
    return deleted;
  }

  /** Removes and returns an item; the default, or `undefined`, if it does not exist. */
  pop<Name extends string>(name: Name): Stored<Name> | undefined;
  pop<Name extends string, T>(name: Name, fallback: Stored<Name, T>): Stored<Name, Widen<T>>;
  pop(name: string, fallback?: unknown): unknown {
    const value = this.get(name, fallback);
    this.delete(name);
    return value;
  }

  /** Returns the item. If it does not exist, stores and returns the given value. */
  setDefault<Name extends string>(name: Name, value: Stored<Name>): Stored<Name>;
  setDefault(name: string, value: unknown): unknown {
    if (!this.has(name)) this.set(name, value);
    return this.get(name);
  }

  /** Sets several items. */
  update(values: Readonly<Partial<SessionData>> & Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(values)) this.read().set(name, value);
    this.accessed = true;
    this.modified = true;
  }

  keys(): string[] {
    return [...this.read().keys()];
  }

  values(): unknown[] {
    return [...this.read().values()];
  }

  items(): [string, unknown][] {
    return [...this.read().entries()];
  }

  /**
   * Sets when this session ends: seconds after its last save, a date, `0` for when the browser closes, `null`
   * for the setting.
   */
  setExpiry(expiry: Expiry): void {
    if (expiry === null) this.delete(EXPIRY_ITEM);
    else this.set(EXPIRY_ITEM, storedExpiry(expiry));
  }

  /** Seconds until the session ends. */
  getExpiryAge(options: ExpiryOptions = {}): number {
    return expiryAge(this.read(), this.settings, this.now(), options);
  }

  /** When the session ends. */
  getExpiryDate(options: ExpiryOptions = {}): Date {
    return expiryDate(this.read(), this.settings, this.now(), options);
  }

  getExpireAtBrowserClose(): boolean {
    return expiresAtBrowserClose(this.read(), this.settings);
  }

  /** Default lifetime in seconds: SESSION_COOKIE_AGE. */
  getSessionCookieAge(): number {
    return this.settings.SESSION_COOKIE_AGE;
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
}
