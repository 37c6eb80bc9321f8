import type { Settings } from "../conf/index.ts";

/** A moment in milliseconds since 1970; `null`: never. */
export type ExpiresAt = number | null;

/**
 * Where a cache keeps its texts. A backend is a module whose default export is a
 * {@link CacheBackendFactory}; CACHES names it in `BACKEND`.
 */
export interface CacheBackend {
  /** The text, or `undefined` when there is none or it has expired. */
  get(key: string): Promise<string | undefined>;
  set(key: string, text: string, expiresAt: ExpiresAt): Promise<void>;
  /** Sets the text unless there is one; says whether it did. Atomic. */
  add(key: string, text: string, expiresAt: ExpiresAt): Promise<boolean>;
  /** Gives what is stored another end; says whether there was something. */
  touch(key: string, expiresAt: ExpiresAt): Promise<boolean>;
  /** Says whether there was something. */
  delete(key: string): Promise<boolean>;
  /** Adds to the whole number stored as text, keeping its end; `undefined` when there is none. */
  increment(key: string, by: number): Promise<number | undefined>;
  /** Removes everything this cache holds, other prefixes included, as in Django. */
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

/** The whole number in a cached text. */
export function wholeNumber(key: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new TypeError(`Key '${key}' does not hold a whole number.`);
  return value;
}
