const DAY = 86_400_000;
/** Days in 400 years, after which the calendar repeats. */
const CYCLE = 146_097;
/** Days from 1 March of the year 0 to 1 January 1970. */
const BEFORE_1970 = 719_468;

/** `00` to `99`. */
const PAIRS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, "0"));

/**
 * Milliseconds at midnight (UTC) of a day, for years from 1; much faster than `Date.UTC`, and `| 0` than `Math.floor`.
 */
export function midnightOf(year: number, month: number, day: number): number {
  // A year that begins in March has its leap day at the end.
  const from = month > 2 ? year : year - 1;
  const months = month > 2 ? month - 3 : month + 9;
  const leapDays = ((from / 4) | 0) - ((from / 100) | 0) + ((from / 400) | 0);
  const dayOfYear = (((153 * months + 2) / 5) | 0) + day - 1;
  return (from * 365 + leapDays + dayOfYear - BEFORE_1970) * DAY;
}

const FIRST = Date.UTC(1000, 0);
const LAST = Date.UTC(10_000, 0);

/** `2026-11-22` and `11:33:00` in UTC, like `toISOString` but much faster. */
export function momentParts(moment: Date): readonly [day: string, time: string] {
  const epoch = moment.getTime();
  if (!(epoch >= FIRST && epoch < LAST)) {
    const text = moment.toISOString();
    return [text.slice(0, -14), text.slice(-13, -5)];
  }
  const days = Math.floor(epoch / DAY);
  return [dayText(days), timeText(Math.floor((epoch - days * DAY) / 1000))];
}

/** `.123`, or empty for a whole second. */
export function milliseconds(moment: Date): string {
  const part = ((moment.getTime() % 1000) + 1000) % 1000;
  return part === 0 ? "" : `.${String(part).padStart(3, "0")}`;
}

function dayText(days: number): string {
  const sinceStart = days + BEFORE_1970;
  const cycle = Math.floor(sinceStart / CYCLE);
  const inCycle = sinceStart - cycle * CYCLE;
  const leapDays =
    Math.floor(inCycle / 1460) - Math.floor(inCycle / 36_524) + Math.floor(inCycle / 146_096);
  const yearInCycle = Math.floor((inCycle - leapDays) / 365);
  const dayOfYear =
    inCycle - (365 * yearInCycle + Math.floor(yearInCycle / 4) - Math.floor(yearInCycle / 100));
  const months = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * months + 2) / 5) + 1;
  const month = months < 10 ? months + 3 : months - 9;
  const year = cycle * 400 + yearInCycle + (month > 2 ? 0 : 1);
  return `${year}-${PAIRS[month]}-${PAIRS[day]}`;
}

function timeText(seconds: number): string {
  const hour = Math.floor(seconds / 3600);
  const minute = Math.floor(seconds / 60) % 60;
  return `${PAIRS[hour]}:${PAIRS[minute]}:${PAIRS[seconds % 60]}`;
}
