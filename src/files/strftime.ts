import { months, weekdays, zoneOf } from "../timezone/index.ts";

type Code = (clock: Date) => string;

const two = (value: number): string => String(value).padStart(2, "0");

const codes: Readonly<Record<string, Code>> = {
  "%": () => "%",
  A: (clock) => weekdays[clock.getUTCDay()] ?? "",
  a: (clock) => (weekdays[clock.getUTCDay()] ?? "").slice(0, 3),
  B: (clock) => months[clock.getUTCMonth()] ?? "",
  b: (clock) => (months[clock.getUTCMonth()] ?? "").slice(0, 3),
  d: (clock) => two(clock.getUTCDate()),
  f: (clock) => String(clock.getUTCMilliseconds() * 1000).padStart(6, "0"),
  H: (clock) => two(clock.getUTCHours()),
  I: (clock) => two(clock.getUTCHours() % 12 || 12),
  j: (clock) => String(dayOfYear(clock)).padStart(3, "0"),
  M: (clock) => two(clock.getUTCMinutes()),
  m: (clock) => two(clock.getUTCMonth() + 1),
  p: (clock) => (clock.getUTCHours() < 12 ? "AM" : "PM"),
  S: (clock) => two(clock.getUTCSeconds()),
  U: (clock) => two(Math.floor((dayOfYear(clock) + 6 - clock.getUTCDay()) / 7)),
  W: (clock) => two(Math.floor((dayOfYear(clock) + 6 - ((clock.getUTCDay() + 6) % 7)) / 7)),
  w: (clock) => String(clock.getUTCDay()),
  Y: (clock) => String(clock.getUTCFullYear()),
  y: (clock) => two(clock.getUTCFullYear() % 100),
};

/**
 * Formats a date like Python's `strftime`: `photos/%Y/%m/%d`. Codes other than `%%AaBbdfHIjMmpSUWwYy` stay as they are.
 *
 * @param timeZone IANA name of the time zone to use.
 *
 * @example
 * console.log(strftime("photos/%Y/%m", new Date(0), "UTC")); // photos/1970/01
 */
export function strftime(format: string, moment: Date, timeZone: string): string {
  if (!format.includes("%")) return format;
  const clock = new Date(moment.getTime() + zoneOf(timeZone).offset(moment.getTime()) * 1000);
  return format.replace(/%(.)/g, (code, letter: string) => codes[letter]?.(clock) ?? code);
}

function dayOfYear(clock: Date): number {
  return Math.floor((clock.getTime() - Date.UTC(clock.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
}
