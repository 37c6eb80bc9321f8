import { dumpsJson, loadsJson } from "../signing/index.ts";
import type { CacheBackend, ExpiresAt } from "./backend.ts";

export interface CacheOptions {
  readonly backend: CacheBackend;
  /** Lifetime of an entry in seconds; `null` means forever. Default 300. */
  readonly timeout?: number | null;
  /** Prefix of every key, so that several sites can share a server. Default "". */
  readonly keyPrefix?: string;
  /** Default 1. */
  readonly version?: number;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
}

export interface EntryOptions {
  /** Only entries of this version are seen. Default: the cache's. */
  readonly version?: number;
}

export interface SetOptions extends EntryOptions {
  /** Lifetime in seconds: `null` means forever, 0 or less expires at once. Default: the cache's. */
  readonly timeout?: number | null;
}

/**
 * A cache with Django's method names. Values must be JSON-serializable; every `get` returns a copy.
 *
 * Source: Django, topics/cache, "The low-level cache API".
 */
export class Cache {
  readonly #backend: CacheBackend;
  readonly #timeout: number | null;
  readonly #keyPrefix: string;
  readonly #version: number;
  readonly #now: () => number;

  constructor({ backend, timeout = 300, keyPrefix = "", version = 1, now }: CacheOptions) {
    this.#backend = backend;
    this.#timeout = timeout;
    this.#keyPrefix = keyPrefix;
    this.#version = version;
    this.#now = now ?? Date.now;
  }

  /** Returns the value, the fallback or `undefined`. A cached `null` counts as a value. */
  async get(key: string, fallback?: unknown, options: EntryOptions = {}): Promise<unknown> {
    const text = await this.#backend.get(this.#key(key, options));
    return text === undefined ? fallback : loadsJson(text);
  }

  async set(key: string, value: unknown, options: SetOptions = {}): Promise<void> {
    const made = this.#key(key, options);
    const expiresAt = this.#expiresAt(options);
    if (this.#isPast(expiresAt)) await this.#backend.delete(made);
    else await this.#backend.set(made, dumpsJson(value), expiresAt);
  }

  /** Stores the value unless the key exists; returns whether it did. */
  async add(key: string, value: unknown, options: SetOptions = {}): Promise<boolean> {
    const expiresAt = this.#expiresAt(options);
    const made = this.#key(key, options);
    if (this.#isPast(expiresAt)) return (await this.#backend.get(made)) === undefined;
    return this.#backend.add(made, dumpsJson(value), expiresAt);
  }

  /** Returns the cached value. If there is none, stores and returns `value`, or what it returns if it is a function. */
  async getOrSet(key: string, value: unknown, options: SetOptions = {}): Promise<unknown> {
    const missing = Symbol("missing");
    const found = await this.get(key, missing, options);
    if (found !== missing) return found;
    const made: unknown = typeof value === "function" ? await value() : value;
    await this.add(key, made, options);
    return this.get(key, made, options);
  }

  /** Returns the values that exist, by key. */
  async getMany(keys: Iterable<string>, options: EntryOptions = {}): Promise<Map<string, unknown>> {
    const missing = Symbol("missing");
    const entries = await Promise.all(
      [...keys].map(async (key) => [key, await this.get(key, missing, options)] as const),
    );
    return new Map(entries.filter(([, value]) => value !== missing));
  }

  async setMany(
    values: Readonly<Record<string, unknown>>,
    options: SetOptions = {},
  ): Promise<void> {
    await Promise.all(Object.entries(values).map(([key, value]) => this.set(key, value, options)));
  }

  async has(key: string, options: EntryOptions = {}): Promise<boolean> {
    return (await this.#backend.get(this.#key(key, options))) !== undefined;
  }

  /** Changes when an entry expires; returns whether the entry exists. */
  async touch(key: string, options: SetOptions = {}): Promise<boolean> {
    const expiresAt = this.#expiresAt(options);
    const made = this.#key(key, options);
    return this.#isPast(expiresAt)
      ? this.#backend.delete(made)
      : this.#backend.touch(made, expiresAt);
  }

  /** Returns whether the entry existed. */
  async delete(key: string, options: EntryOptions = {}): Promise<boolean> {
    return this.#backend.delete(this.#key(key, options));
  }

  async deleteMany(keys: Iterable<string>, options: EntryOptions = {}): Promise<void> {
    await Promise.all([...keys].map((key) => this.delete(key, options)));
  }

  /**
   * Adds to a whole number.
   *
   * @throws {RangeError} If the entry does not exist.
   * @throws {TypeError} If it is not a whole number.
   */
  async incr(key: string, delta = 1, options: EntryOptions = {}): Promise<number> {
    const value = await this.#backend.increment(this.#key(key, options), delta);
    if (value === undefined) throw new RangeError(`Key '${key}' not found`);
    return value;
  }

  /** Subtracts from a whole number; throws like {@link Cache.incr}. */
  async decr(key: string, delta = 1, options: EntryOptions = {}): Promise<number> {
    return this.incr(key, -delta, options);
  }

  /**
   * Moves an entry to a later version with a new lifetime; returns that version.
   *
   * @param options.version Current version of the entry. Default: the cache's.
   * @throws {RangeError} If the entry does not exist.
   */
  async incrVersion(
    key: string,
    delta = 1,
    { version = this.#version }: EntryOptions = {},
  ): Promise<number> {
    const missing = Symbol("missing");
    const value = await this.get(key, missing, { version });
    if (value === missing) throw new RangeError(`Key '${key}' not found`);
    await this.set(key, value, { version: version + delta });
    await this.delete(key, { version });
    return version + delta;
  }

  /** Moves an entry to an earlier version; throws like {@link Cache.incrVersion}. */
  async decrVersion(key: string, delta = 1, options: EntryOptions = {}): Promise<number> {
    return this.incrVersion(key, -delta, options);
  }

  /** Removes everything, other prefixes and versions included. */
  async clear(): Promise<void> {
    await this.#backend.clear();
  }

  async close(): Promise<void> {
    await this.#backend.close();
  }

  /** Returns the key as the backend sees it: `prefix:version:key`, as in Django. */
  #key(key: string, { version = this.#version }: EntryOptions): string {
    return `${this.#keyPrefix}:${version}:${key}`;
  }

  #expiresAt({ timeout = this.#timeout }: SetOptions): ExpiresAt {
    return timeout === null ? null : this.#now() + timeout * 1000;
  }

  #isPast(expiresAt: ExpiresAt): boolean {
    return expiresAt !== null && expiresAt <= this.#now();
  }
}
