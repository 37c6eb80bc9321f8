import type { Settings } from "../conf/index.ts";

/** Milliseconds since 1970; `null` means never. */
export type ExpiresAt = number | null;

/**
 * Stores a cache's texts. A backend is a module whose default export is a
 * {@link CacheBackendFactory}; `BACKEND` in CACHES names it.
 */
export interface CacheBackend {
  /** Returns the text, or `undefined` if it is missing or has expired. */
  get(key: string): Promise<string | undefined>;
  set(key: string, text: string, expiresAt: ExpiresAt): Promise<void>;
  /** Stores the text unless the key exists; returns whether it did. Atomic. */
  add(key: string, text: string, expiresAt: ExpiresAt): Promise<boolean>;
  /** Changes when an entry expires; returns whether the entry exists. */
  touch(key: string, expiresAt: ExpiresAt): Promise<boolean>;
  /** Returns whether the entry existed. */
  delete(key: string): Promise<boolean>;
  /** Adds to a whole number stored as text and keeps its expiry; `undefined` if there is no entry. */
  increment(key: string, by: number): Promise<number | undefined>;
  /** Removes everything in this cache, other prefixes included, as in Django. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export interface CacheBackendContext {
  readonly settings: Settings;
  /** LOCATION of this cache. */
  readonly location: string;
  /** OPTIONS of this cache. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The project's root folder. */
  readonly baseDir: URL;
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number;
}

export type CacheBackendFactory = (
  context: CacheBackendContext,
) => CacheBackend | Promise<CacheBackend>;

/** Reads a cached text as a whole number. */
export function wholeNumber(key: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new TypeError(`Key '${key}' does not hold a whole number.`);
  return value;
}
