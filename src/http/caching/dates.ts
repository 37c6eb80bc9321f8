const RFC1123 =
  /^\w{3}, (?<day>[0-9]{2}) (?<month>\w{3}) (?<year>[0-9]{4}) (?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2}) GMT$/;
const RFC850 =
  /^\w{6,9}, (?<day>[0-9]{2})-(?<month>\w{3})-(?<year>[0-9]{2}) (?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2}) GMT$/;
const ASCTIME =
  /^\w{3} (?<month>\w{3}) (?<day>[ 0-9][0-9]) (?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2}) (?<year>[0-9]{4})$/;
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/**
 * Formats a time for HTTP: `Sun, 06 Nov 1994 08:49:37 GMT`.
 *
 * @example
 * console.log(httpDate(0)); // Thu, 01 Jan 1970 00:00:00 GMT
 */
export function httpDate(epochSeconds: number = Date.now() / 1000): string {
  return new Date(Math.floor(epochSeconds) * 1000).toUTCString();
}

/**
 * Parses any of the three date formats that HTTP allows.
 *
 * @param now The clock, for two-digit years; milliseconds since 1970.
 * @returns Seconds since 1970.
 * @throws {RangeError} If the date is invalid.
 *
 * @example
 * console.log(parseHttpDate("Thu, 01 Jan 1970 00:01:00 GMT")); // 60
 */
export function parseHttpDate(date: string, now: () => number = Date.now): number {
  const match = RFC1123.exec(date) ?? RFC850.exec(date) ?? ASCTIME.exec(date);
  const parts = match?.groups;
  if (!parts) throw new RangeError(`${JSON.stringify(date)} is not in a valid HTTP date format`);
  const number = (name: string): number => Number(parts[name]);
  const month = MONTHS.indexOf((parts["month"] ?? "").toLowerCase());
  const year = fullYear(number("year"), new Date(now()).getUTCFullYear());
  const wanted = [year, month, number("day"), number("hour"), number("minute"), number("second")];
  const time = new Date(0);
  time.setUTCFullYear(year, month, number("day"));
  time.setUTCHours(number("hour"), number("minute"), number("second"));
  const found = [
    time.getUTCFullYear(),
    time.getUTCMonth(),
    time.getUTCDate(),
    time.getUTCHours(),
    time.getUTCMinutes(),
    time.getUTCSeconds(),
  ];
  if (month === -1 || year < 1 || found.some((part, at) => part !== wanted[at])) {
    throw new RangeError(`${JSON.stringify(date)} is not a valid date`);
  }
  return time.getTime() / 1000;
}

/**
 * Like {@link parseHttpDate}, but returns `undefined` for an invalid date.
 *
 * @example
 * console.log(parseHttpDateSafe("yesterday")); // undefined
 */
export function parseHttpDateSafe(date: string, now?: () => number): number | undefined {
  try {
    return parseHttpDate(date, now);
  } catch {
    return undefined;
  }
}

/** Expands a two-digit year: one more than 50 years ahead lies in the past. */
function fullYear(year: number, current: number): number {
  if (year >= 100) return year;
  const century = current - (current % 100);
  return year - (current % 100) > 50 ? century - 100 + year : century + year;
}
