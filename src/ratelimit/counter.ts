import { createHash } from "node:crypto";
import type { Cache } from "../cache/index.ts";
import type { Rate } from "./rate.ts";

/** How time is cut: into pieces that begin anew, or as the last so many seconds at every moment. */
export type Window = "fixed" | "sliding";

export interface Counted {
  /** What is counted, and for whom. */
  readonly key: string;
  readonly rate: Rate;
  readonly window: Window;
}

/** One more that was counted, or was one too many and is not. */
export interface Taken extends Counted {
  readonly isAllowed: boolean;
  /** How many more there may be now. */
  readonly remaining: number;
  /** Seconds until there may be more than these; for one too many: until there may be another. */
  readonly seconds: number;
  /** Counts it no more. */
  giveBack(): Promise<void>;
}

/**
 * Counts one, if it is not too many. Of any number at once no more pass than may: each is counted first, in one step of
 * the cache, and judged by the number it got.
 *
 * A sliding window is made of two fixed ones: the last counts as much as of it is still within.
 *
 * @param now In milliseconds since 1970; of one clock for all who count.
 * @throws What the cache throws.
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

/** When there may be another, in windows from now; `before` and `count` are what the last and this one hold. */
function untilNext(limit: number, before: number, count: number, elapsed: number): number {
  const room = limit - 1 - count;
  if (room >= 0 && before > room) return 1 - room / before - elapsed;
  // In the next window this one fades.
  return 1 - elapsed + (before > 0 || count >= limit ? Math.max(0, 1 - (limit - 1) / count) : 0);
}

/** Nobody's name or address is written into a cache that others may read. */
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
      // It ended between the two, or made room for others.
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
