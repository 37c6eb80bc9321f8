const UNITS = { day: 86_400_000_000, hour: 3_600_000_000, minute: 60_000_000, second: 1_000_000 };

const ISO =
  /^([-+]?)P(?:([-+]?\d+(?:\.\d+)?)D)?(?:T(?:([-+]?\d+(?:\.\d+)?)H)?(?:([-+]?\d+(?:\.\d+)?)M)?(?:([-+]?\d+(?:\.\d+)?)S)?)?$/;
const DJANGO = /^(?:(-?\d+) (?:days?, )?)?(-?)(?:(\d+):)?(?:(\d+):)?(\d+)(?:[.,](\d{1,6})\d*)?$/;
/** PostgreSQL's format with `intervalstyle = postgres`: `1 day 02:03:04.5`. */
const POSTGRESQL =
  /^(?:(-?\d+) years? ?)?(?:(-?\d+) mons? ?)?(?:(-?\d+) days? ?)?(?:([-+]?)(\d+):(\d+):(\d+)(?:\.(\d{1,6}))?)?$/;

/**
 * A time span, exact to the microsecond; Python's `timedelta`.
 *
 * @example
 * const half = Duration.of({ minutes: 30 });
 * assert.equal(half.microseconds, 1_800_000_000);
 */
export class Duration {
  /** Total microseconds; negative for a span backwards. */
  readonly microseconds: number;

  /**
   * @param microseconds A whole number up to 2**53 - 1 (285 years) in either direction.
   * @throws {RangeError} Any other number.
   */
  constructor(microseconds: number) {
    if (!Number.isSafeInteger(microseconds)) {
      throw new RangeError("A duration must be a whole number of microseconds below 2**53.");
    }
    this.microseconds = microseconds === 0 ? 0 : microseconds;
  }

  /** Adds up the given parts; each may be negative or fractional. */
  static of(parts: {
    readonly days?: number;
    readonly hours?: number;
    readonly minutes?: number;
    readonly seconds?: number;
    readonly milliseconds?: number;
    readonly microseconds?: number;
  }): Duration {
    const { days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 } = parts;
    const total =
      days * UNITS.day +
      hours * UNITS.hour +
      minutes * UNITS.minute +
      seconds * UNITS.second +
      milliseconds * 1000 +
      (parts.microseconds ?? 0);
    return new Duration(Math.round(total));
  }

  /**
   * Parses `P3DT4H5M6.5S` (ISO 8601), `3 04:05:06.5` (Django's) and PostgreSQL's output.
   *
   * @returns `undefined` for any other text.
   */
  static parse(text: string): Duration | undefined {
    return parseIso(text) ?? parseDjango(text) ?? parsePostgresql(text);
  }

  /** In seconds, with fractions. */
  get totalSeconds(): number {
    return this.microseconds / UNITS.second;
  }

  /** `P3DT04H05M06.500000S`, Django's form in JSON. */
  toISOString(): string {
    const { sign, days, clock, micro } = this.#parts();
    const [hours, minutes, seconds] = clock;
    const fraction = micro === 0 ? "" : `.${String(micro).padStart(6, "0")}`;
    return `${sign}P${days}DT${hours}H${minutes}M${seconds}${fraction}S`;
  }

  toJSON(): string {
    return this.toISOString();
  }

  /** `3 04:05:06.500000`, Django's form in forms; a negative span counts from whole days below. */
  toString(): string {
    const days = Math.floor(this.microseconds / UNITS.day);
    const rest = this.microseconds - days * UNITS.day;
    const micro = rest % UNITS.second;
    const text = clockOf(rest).join(":") + (micro ? `.${String(micro).padStart(6, "0")}` : "");
    return days === 0 ? text : `${days} ${text}`;
  }

  /** Template members with the names of Python's `timedelta`, whose days are rounded down. */
  [Symbol.for("mkweb.templateAttribute")](name: string): number | undefined {
    const days = Math.floor(this.microseconds / UNITS.day);
    const rest = this.microseconds - days * UNITS.day;
    const known: Readonly<Record<string, number>> = {
      days,
      seconds: Math.floor(rest / UNITS.second),
      microseconds: rest % UNITS.second,
      total_seconds: this.totalSeconds,
    };
    return Object.hasOwn(known, name) ? known[name] : undefined;
  }

  /** The length, so that durations can be compared with `<`. */
  valueOf(): number {
    return this.microseconds;
  }

  #parts() {
    const size = Math.abs(this.microseconds);
    return {
      sign: this.microseconds < 0 ? "-" : "",
      days: Math.floor(size / UNITS.day),
      clock: clockOf(size % UNITS.day),
      micro: size % UNITS.second,
    };
  }
}

function clockOf(microseconds: number): [string, string, string] {
  const two = (number: number): string => String(Math.floor(number)).padStart(2, "0");
  return [
    two(microseconds / UNITS.hour),
    two((microseconds % UNITS.hour) / UNITS.minute),
    two((microseconds % UNITS.minute) / UNITS.second),
  ];
}

function parseIso(text: string): Duration | undefined {
  const found = ISO.exec(text);
  if (!found || /[PT]$/.test(text)) return undefined;
  const [, sign, days = "0", hours = "0", minutes = "0", seconds = "0"] = found;
  const span = Duration.of({
    days: Number(days),
    hours: Number(hours),
    minutes: Number(minutes),
    seconds: Number(seconds),
  });
  return sign === "-" ? new Duration(-span.microseconds) : span;
}

function parseDjango(text: string): Duration | undefined {
  const found = DJANGO.exec(text.trim());
  if (!found) return undefined;
  const [, days = "0", sign, first, second, seconds = "0", fraction = ""] = found;
  // One number before the seconds means minutes, two mean hours and minutes.
  const hours = second === undefined ? "0" : (first ?? "0");
  const minutes = second ?? first ?? "0";
  const clock =
    Number(hours) * UNITS.hour +
    Number(minutes) * UNITS.minute +
    Number(seconds) * UNITS.second +
    Number(fraction.padEnd(6, "0"));
  return new Duration(Number(days) * UNITS.day + (sign === "-" ? -clock : clock));
}

function parsePostgresql(text: string): Duration | undefined {
  const found = POSTGRESQL.exec(text.trim());
  if (!found || text.trim() === "") return undefined;
  const [, years, months, days, sign, hours, minutes, seconds, fraction] = found;
  const whole = Number(years ?? 0) * 365 + Number(months ?? 0) * 30 + Number(days ?? 0);
  const clock =
    Number(hours ?? 0) * UNITS.hour +
    Number(minutes ?? 0) * UNITS.minute +
    Number(seconds ?? 0) * UNITS.second +
    Number((fraction ?? "0").padEnd(6, "0"));
  return new Duration(whole * UNITS.day + (sign === "-" ? -clock : clock));
}
