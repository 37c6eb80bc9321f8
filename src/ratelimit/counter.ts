import { createHash } from "node:crypto";
import type { Cache } from "../cache/index.ts";
import type { Rate } from "./rate.ts";

/** How time is divided: into fixed windows, or always the last seconds. */
export type Window = "fixed" | "sliding";

export interface Counted {
  /** The counted action and client. */
  readonly key: string;
  readonly rate: Rate;
  readonly window: Window;
}

/** The result of counting one more, or of refusing it. */
export interface Taken extends Counted {
  readonly isAllowed: boolean;
  /** How many more are allowed now. */
  readonly remaining: number;
  /** Seconds until more are allowed; for a refused one, until the next is allowed. */
  readonly seconds: number;
  /** Takes it off the count. */
  giveBack(): Promise<void>;
}

/**
 * Counts one, unless it exceeds the limit. With concurrent requests no more pass than allowed: each is first
 * counted atomically in the cache, and judged by the resulting number.
 *
 * A sliding window consists of two fixed ones: the previous one counts in proportion to its remaining part.
 *
 * @param now In milliseconds since 1970, from a clock shared by all counters.
 * @throws Errors of the cache.
 */
export async function take(cache: Cache, counted: Counted, now: number): Promise<Taken> {
  const { rate, window } = counted;
  const length = rate.seconds * 1000;
  const index = Math.floor(now / length);
  const elapsed = (now - index * length) / length;
  const [current, last] = [keyOf(counted, index), keyOf(counted, index - 1)];
  const before = window === "sliding" ? Number(await cache.get(last, 0)) : 0;
  const count = await increment(cache, current, rate.seconds * 2);
  const left = Math.floor(rate.limit - before * (1 - elapsed) - count);
  const giveBack = (): Promise<void> => decrement(cache, current);
  if (left < 0) await giveBack();
  const fades = left < 0 && window === "sliding";
  const wait = fades ? untilNext(rate.limit, before, count - 1, elapsed) : 1 - elapsed;
  return {
    ...counted,
    isAllowed: left >= 0,
    remaining: Math.max(0, left),
    seconds: Math.max(1, Math.ceil(wait * rate.seconds)),
    giveBack,
  };
}

/**
 * When the next is allowed, in windows from now; `before` and `count` are the counts of the previous and the
 * current window.
 */
function untilNext(limit: number, before: number, count: number, elapsed: number): number {
  const room = limit - 1 - count;
  if (room >= 0 && before > room) return 1 - room / before - elapsed;
  // The current count fades in the next window.
  return 1 - elapsed + (before > 0 || count >= limit ? Math.max(0, 1 - (limit - 1) / count) : 0);
}

/** Hashed, so that no names or addresses are written into a cache that others may read. */
function keyOf({ key, rate, window }: Counted, index: number): string {
  const whole = JSON.stringify([key, rate.limit, rate.seconds, window]);
  return `ratelimit:${createHash("sha256").update(whole).digest("base64url")}:${index}`;
}

async function increment(cache: Cache, key: string, timeout: number): Promise<number> {
  for (;;) {
    if (await cache.add(key, 1, { timeout })) return 1;
    try {
      return await cache.incr(key);
    } catch (error) {
      // The entry expired between the two calls, or was evicted.
      if (!(error instanceof RangeError)) throw error;
    }
  }
}

async function decrement(cache: Cache, key: string): Promise<void> {
  try {
    await cache.decr(key);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}
