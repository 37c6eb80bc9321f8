/** Time zones by IANA name, from Intl. */

/** A time zone. */
export interface Zone {
  /** IANA name, or `UTC`, or an offset such as `+02:00`. */
  readonly name: string;
  /** Seconds east of Greenwich at an instant in milliseconds since 1970. */
  offset(epoch: number): number;
  /** Short name at an instant: `EDT`, `CET`, or an offset such as `+03` if there is none. */
  abbreviation(epoch: number): string;
  isDst(epoch: number): boolean;
}

export const utc: Zone = {
  name: "UTC",
  offset: () => 0,
  abbreviation: () => "UTC",
  isDst: () => false,
};

const zones = new Map<string, Zone>([["UTC", utc]]);

/**
 * Returns a zone by name, such as `Europe/Paris`.
 *
 * @throws {RangeError} Intl does not know the name.
 *
 * @example
 * assert.equal(zoneOf("Asia/Tokyo").offset(0), 32_400);
 */
export function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (!zone) {
    zone = namedZone(name);
    zones.set(name, zone);
  }
  return zone;
}

/**
 * Returns a zone with a fixed offset, in seconds east of Greenwich.
 *
 * @example
 * assert.equal(fixedZone(7200).name, "+02:00");
 */
export function fixedZone(seconds: number): Zone {
  if (seconds === 0) return utc;
  const name = `UTC${offsetText(seconds, ":")}`;
  return { name, offset: () => seconds, abbreviation: () => name, isDst: () => false };
}

/**
 * Returns the instant, in milliseconds since 1970, of a clock reading. For a repeated hour, the earlier
 * instant; for a skipped hour, the instant without the change.
 *
 * @param reading The clock's digits as if they were UTC, in milliseconds.
 */
export function fromWallClock(reading: number, zone: Zone): number {
  const guess = reading - zone.offset(reading) * 1000;
  const before = reading - zone.offset(guess - 10_800_000) * 1000;
  const after = reading - zone.offset(guess + 10_800_000) * 1000;
  const exact = [before, guess, after].filter(
    (moment) => moment + zone.offset(moment) * 1000 === reading,
  );
  return exact.length > 0 ? Math.min(...exact) : before;
}

/** Writes an offset: `+02:00` for 7200 and `:`. */
export function offsetText(seconds: number, separator: string): string {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  const sign = seconds < 0 ? "-" : "+";
  return `${sign}${two(Math.floor(minutes / 60))}${separator}${two(minutes % 60)}`;
}

/** Locales to ask for a zone's short name: English locales know different zones. */
const nameLocales = ["en-US", "en-GB", "en-AU", "en-CA", "en-NZ", "en-ZA", "en-IN", "ja", "ko"];

function namedZone(name: string): Zone {
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone: name,
    hourCycle: "h23",
    era: "short",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const names = nameLocales.map(
    (locale) => new Intl.DateTimeFormat(locale, { timeZone: name, timeZoneName: "short" }),
  );
  const offset = (epoch: number): number => offsetAt(clock, epoch);
  return {
    name,
    offset,
    abbreviation(epoch) {
      for (const format of names) {
        const short = format
          .formatToParts(epoch)
          .find(({ type }) => type === "timeZoneName")?.value;
        if (short && !/^(?:GMT|UTC)[+-]/.test(short)) return short;
      }
      return offsetText(offset(epoch), "").replace(/00$/, "");
    },
    isDst(epoch) {
      const year = new Date(epoch).getUTCFullYear();
      const winter = Math.min(offset(Date.UTC(year, 0, 1)), offset(Date.UTC(year, 6, 1)));
      return offset(epoch) > winter;
    },
  };
}

function offsetAt(clock: Intl.DateTimeFormat, epoch: number): number {
  const parts = new Map(clock.formatToParts(epoch).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  const year = parts.get("era") === "BC" ? 1 - part("year") : part("year");
  const local = new Date(0);
  local.setUTCFullYear(year, part("month") - 1, part("day"));
  local.setUTCHours(part("hour"), part("minute"), part("second"));
  return Math.round((local.getTime() - Math.floor(epoch / 1000) * 1000) / 1000);
}

const two = (number: number): string => String(number).padStart(2, "0");
