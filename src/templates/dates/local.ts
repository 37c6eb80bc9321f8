/** Converts dates to the time zone in which templates show them. */
import { momentOf } from "./moment-of.ts";
import { DateTime } from "./values.ts";
import { zoneOf } from "../../timezone/index.ts";

export interface LocalSettings {
  readonly useTz: boolean;
  /** Name of the current time zone. */
  readonly timeZone: string;
}

/** Converts aware datetimes to the current time zone, if USE_TZ is on; returns other values unchanged. */
export function localTime(value: unknown, settings: LocalSettings): unknown {
  if (!settings.useTz || typeof value !== "object" || value === null) return value;
  if (!(value instanceof Date) && !(value instanceof DateTime) && !(Symbol.toStringTag in value))
    return value;
  if ("convertToLocalTime" in value && value.convertToLocalTime === false) return value;
  const moment = momentOf(value);
  return moment instanceof DateTime && moment.zone ? moment.in(zoneOf(settings.timeZone)) : value;
}
