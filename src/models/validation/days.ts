import { currentTimeZone } from "../../query/index.ts";

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Returns the day of a date's text, or of a datetime in the current time zone; `undefined` otherwise. */
export function dayIn(value: unknown): Day | undefined {
  const text = value instanceof Date ? localDay(value) : value;
  const [, ...parts] = /^(\d{4})-(\d{2})-(\d{2})/.exec(String(text)) ?? [];
  if (parts.length === 0) return undefined;
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  return { year, month, day };
}

function localDay(moment: Date): string {
  // The Swedish format of dates is ISO's.
  return moment.toLocaleDateString("sv-SE", { timeZone: currentTimeZone() });
}
