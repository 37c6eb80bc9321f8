/** Dates and times without a time zone, parsed and formatted by `strptime` directives. */

export interface Reading {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
}

const months =
  "january february march april may june july august september october november december".split(
    " ",
  );
const days = "monday tuesday wednesday thursday friday saturday sunday".split(" ");

const alternatives = (names: readonly string[], length?: number): string =>
  names.map((name) => name.slice(0, length)).join("|");

/** Patterns of the directives. Source: Python, `_strptime.py`. */
const patterns: Readonly<Record<string, string>> = {
  Y: String.raw`(?<Y>\d{4})`,
  y: String.raw`(?<y>\d\d)`,
  m: "(?<m>1[0-2]|0[1-9]|[1-9])",
  d: "(?<d>3[01]|[12]\\d|0[1-9]|[1-9]| [1-9])",
  H: "(?<H>2[0-3]|[01]\\d|\\d)",
  I: "(?<I>1[0-2]|0[1-9]|[1-9])",
  M: "(?<M>[0-5]\\d|\\d)",
  S: "(?<S>6[01]|[0-5]\\d|\\d)",
  f: "(?<f>[0-9]{1,6})",
  j: "(?<j>36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9])",
  B: `(?<B>${alternatives(months)})`,
  b: `(?<b>${alternatives(months, 3)})`,
  A: `(?:${alternatives(days)})`,
  a: `(?:${alternatives(days, 3)})`,
  p: "(?<p>am|pm)",
  "%": "%",
};

const compiled = new Map<string, RegExp | undefined>();

function compile(format: string): RegExp | undefined {
  try {
    const source = format.replaceAll(/%(.)|(\s+)|([\\^$.*+?()[\]{}|])/gs, (_, ...parts) => {
      const [directive, space, special] = parts as (string | undefined)[];
      if (special !== undefined) return `\\${special}`;
      if (space !== undefined) return String.raw`\s+`;
      const pattern = Object.hasOwn(patterns, directive ?? "") ? patterns[directive ?? ""] : "";
      if (!pattern) throw new SyntaxError(`%${directive} is not a directive.`);
      return pattern;
    });
    return new RegExp(`^${source}$`, "i");
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Parses a text by a format such as `%d.%m.%Y %H:%M`. Undefined if it does not match, or the date does not exist. */
export function readClock(text: string, format: string): Reading | undefined {
  if (!compiled.has(format)) compiled.set(format, compile(format));
  const groups = compiled.get(format)?.exec(text)?.groups;
  if (!groups) return undefined;
  const number = (name: string, otherwise: number): number =>
    groups[name] === undefined ? otherwise : Number(groups[name]);
  const day = dayOfYear(groups);
  const reading = {
    year: yearOf(groups),
    month: day?.month ?? monthOf(groups),
    day: day?.day ?? number("d", 1),
    hour: hourOf(groups),
    minute: number("M", 0),
    second: number("S", 0),
    microsecond: Number((groups["f"] ?? "").padEnd(6, "0")),
  };
  return isReal(reading) ? reading : undefined;
}

type Groups = Readonly<Record<string, string | undefined>>;

function yearOf({ Y, y }: Groups): number {
  if (y === undefined) return Number(Y ?? 1900);
  return Number(y) + (Number(y) <= 68 ? 2000 : 1900);
}

function monthOf({ m, b, B }: Groups): number {
  const name = (B ?? b)?.toLowerCase();
  if (name === undefined) return Number(m ?? 1);
  return months.findIndex((month) => month.startsWith(name)) + 1;
}

/** Converts a day's number in its year to month and day. */
function dayOfYear(groups: Groups): { readonly month: number; readonly day: number } | undefined {
  if (groups["j"] === undefined) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(yearOf(groups), 0, Number(groups["j"]));
  return { month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function hourOf({ H, I, p }: Groups): number {
  if (H !== undefined || I === undefined) return Number(H ?? 0);
  return (Number(I) % 12) + (p?.toLowerCase() === "pm" ? 12 : 0);
}

/** Whether the date and the time exist. */
export function isReal({ year, month, day, second }: Reading): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return year >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day && second < 60;
}

/** Formats a reading; a part that the reading lacks is an error in the format. */
export function writeClock(reading: Reading, format: string): string {
  return format.replaceAll(/%(.)/g, (whole, directive: string) => {
    const write = Object.hasOwn(writers, directive) ? writers[directive] : undefined;
    return write ? write(reading) : whole;
  });
}

const pad = (number: number, width = 2): string => String(number).padStart(width, "0");
const title = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const nameOf = (names: readonly string[], at: number): string => title(names[at] ?? "");

function weekday({ year, month, day }: Reading): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return (date.getUTCDay() + 6) % 7;
}

const writers: Readonly<Record<string, (reading: Reading) => string>> = {
  Y: ({ year }) => pad(year, 4),
  y: ({ year }) => pad(year % 100),
  m: ({ month }) => pad(month),
  d: ({ day }) => pad(day),
  H: ({ hour }) => pad(hour),
  I: ({ hour }) => pad(hour % 12 || 12),
  M: ({ minute }) => pad(minute),
  S: ({ second }) => pad(second),
  f: ({ microsecond }) => pad(microsecond, 6),
  B: ({ month }) => nameOf(months, month - 1),
  b: ({ month }) => nameOf(months, month - 1).slice(0, 3),
  A: (reading) => nameOf(days, weekday(reading)),
  a: (reading) => nameOf(days, weekday(reading)).slice(0, 3),
  p: ({ hour }) => (hour < 12 ? "AM" : "PM"),
  "%": () => "%",
};
