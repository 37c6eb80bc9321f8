/** Time zones by IANA name, from Intl. */

/** What a zone says about one instant. */
export interface Zone {
  /** IANA name, or `UTC`, or an offset such as `+02:00`. */
  readonly name: string;
  /** Seconds east of Greenwich at an instant given in milliseconds since the epoch. */
  offset(epoch: number): number;
  /** Short name at an instant: `EDT`, `CET`, or an offset such as `+03` where there is none. */
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
 * The zone of a name such as `Europe/Paris`.
 *
 * @throws {RangeError} When Intl does not know the name.
 */
export function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (!zone) {
    zone = namedZone(name);
    zones.set(name, zone);
  }
  return zone;
}

/** A zone that is always the same number of seconds east of Greenwich. */
export function fixedZone(seconds: number): Zone {
  if (seconds === 0) return utc;
  const name = `UTC${offsetText(seconds, ":")}`;
  return { name, offset: () => seconds, abbreviation: () => name, isDst: () => false };
}

/**
 * The moment, in milliseconds since the epoch, of a wall clock's reading: the earlier one of an hour that comes
 * twice; of an hour that is left out, what the clock would say without the change.
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

/** `+02:00` for 7200 and `:`. */
export function offsetText(seconds: number, separator: string): string {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  const sign = seconds < 0 ? "-" : "+";
  return `${sign}${two(Math.floor(minutes / 60))}${separator}${two(minutes % 60)}`;
}

/** Locales to ask for a zone's short name: English ones know different zones. */
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
