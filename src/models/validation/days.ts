import { currentTimeZone } from "../../query/index.ts";

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The day of a date's text, or of a moment in the current time zone; `undefined` for anything else. */
export function dayIn(value: unknown): Day | undefined {
  const text = value instanceof Date ? localDay(value) : value;
  const [, ...parts] = /^(\d{4})-(\d{2})-(\d{2})/.exec(String(text)) ?? [];
  if (parts.length === 0) return undefined;
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  return { year, month, day };
}

function localDay(moment: Date): string {
  // Swedish writes dates as ISO does.
  return moment.toLocaleDateString("sv-SE", { timeZone: currentTimeZone() });
}
