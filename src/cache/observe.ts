import { Observers } from "../dispatch/index.ts";
import type { CacheBackend } from "./backend.ts";

/** One finished call of a cache's backend. */
export interface CacheCall {
  /** The cache's name in CACHES. */
  readonly alias: string;
  readonly method: "get" | "set" | "add" | "touch" | "delete" | "increment" | "clear";
  /** The backend's key, with prefix and version; empty for `clear`. */
  readonly key: string;
  /** Whether a `get` found something. */
  readonly hit?: boolean;
  /** Start time in ms, on the clock of `performance.now()`. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** Reason for the failure, if it failed. */
  readonly error?: unknown;
}

export type CacheListener = (call: CacheCall) => void;

const observers = new Observers<CacheCall>("observeCaches()");

/**
 * Calls `listener` after every call of a cache in CACHES, in the asynchronous context of the code that made it. An
 * error that the listener throws becomes a process warning.
 *
 * @returns Stops observing.
 *
 * @example
 * const stop = observeCaches(({ method, key, hit }) => console.log(method, key, hit));
 * await cache.get("polls:latest");
 * stop();
 */
export function observeCaches(listener: CacheListener): () => void {
  return observers.add(listener);
}

/** Wraps a backend so that its calls are reported to observers. */
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
