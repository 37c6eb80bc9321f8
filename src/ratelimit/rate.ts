import { ImproperlyConfigured } from "../conf/index.ts";

/** A number of requests per time. */
export interface Rate {
  readonly limit: number;
  readonly seconds: number;
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * Parses a rate: `"100/m"`, `"5/30s"`, `"1000/12h"`; s, m, h and d are seconds, minutes, hours and days.
 *
 * @throws {ImproperlyConfigured} Invalid rate, or one of its numbers is 0.
 *
 * @example
 * console.log(parseRate("5/30s"));
 */
export function parseRate(text: string): Rate {
  const [, limit, count = "1", unit = ""] = /^(\d{1,9})\/(\d{0,5})([smhd])$/.exec(text) ?? [];
  const rate = { limit: Number(limit), seconds: Number(count || 1) * (UNITS[unit] ?? 0) };
  if (rate.limit > 0 && rate.seconds > 0) return rate;
  throw new ImproperlyConfigured(`'${text}' is not a valid rate.`, {
    hint: 'Write a number and a time: "100/m", "5/30s", "1000/12h".',
  });
}
