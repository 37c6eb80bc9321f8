import { Observers } from "../dispatch/index.ts";
import type { CacheBackend } from "./backend.ts";

/** One call of a cache's backend, when it is over. */
export interface CacheCall {
  /** The cache's name in CACHES. */
  readonly alias: string;
  readonly method: "get" | "set" | "add" | "touch" | "delete" | "increment" | "clear";
  /** As the backend has it, with prefix and version; empty for `clear`. */
  readonly key: string;
  /** Whether a `get` found something. */
  readonly hit?: boolean;
  /** When it began, in ms on the clock of `performance.now()`. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** Why it failed. */
  readonly error?: unknown;
}

export type CacheListener = (call: CacheCall) => void;

const observers = new Observers<CacheCall>("observeCaches()");

/**
 * Calls `listener` for everything that a cache of CACHES is asked for, when it has answered and where the code that
 * asked goes on. What it throws becomes a warning of the process.
 *
 * @returns Ends it.
 *
 * @example
 * const stop = observeCaches(({ method, key, hit }) => console.log(method, key, hit));
 * await cache.get("polls:latest");
 * stop();
 */
export function observeCaches(listener: CacheListener): () => void {
  return observers.add(listener);
}

/** A backend that tells who observes. */
export function observable(alias: string, backend: CacheBackend): CacheBackend {
  const told = async <T>(
    method: CacheCall["method"],
    key: string,
    call: () => Promise<T>,
  ): Promise<T> => {
    const startedAt = performance.now();
    const tell = (more: Pick<CacheCall, "hit" | "error">): void => {
      const durationMs = performance.now() - startedAt;
      observers.tell({ alias, method, key, startedAt, durationMs, ...more });
    };
    try {
      const result = await call();
      tell(method === "get" ? { hit: result !== undefined } : {});
      return result;
    } catch (error) {
      tell({ error });
      throw error;
    }
  };
  const perhaps = <T>(
    method: CacheCall["method"],
    key: string,
    call: () => Promise<T>,
  ): Promise<T> => (observers.any ? told(method, key, call) : call());
  return {
    get: (key) => perhaps("get", key, () => backend.get(key)),
    set: (key, ...rest) => perhaps("set", key, () => backend.set(key, ...rest)),
    add: (key, ...rest) => perhaps("add", key, () => backend.add(key, ...rest)),
    touch: (key, ...rest) => perhaps("touch", key, () => backend.touch(key, ...rest)),
    delete: (key) => perhaps("delete", key, () => backend.delete(key)),
    increment: (key, by) => perhaps("increment", key, () => backend.increment(key, by)),
    clear: () => perhaps("clear", "", () => backend.clear()),
    close: () => backend.close(),
  };
}
