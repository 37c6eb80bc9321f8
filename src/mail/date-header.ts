import type { Settings } from "../conf/index.ts";
import { zoneOf } from "../timezone/index.ts";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** Formats the time of sending by RFC 5322: in UTC, or in TIME_ZONE if EMAIL_USE_LOCALTIME is set. */
export function dateHeader(
  { EMAIL_USE_LOCALTIME, TIME_ZONE }: Pick<Settings, "EMAIL_USE_LOCALTIME" | "TIME_ZONE">,
  now: number,
): string {
  const minutes = EMAIL_USE_LOCALTIME ? Math.round(zoneOf(TIME_ZONE).offset(now) / 60) : 0;
  const wall = new Date(now + minutes * 60_000);
  const day = `${DAYS[wall.getUTCDay()]}, ${two(wall.getUTCDate())} ${MONTHS[wall.getUTCMonth()]}`;
  // Django writes -0000 for UTC unless a time zone is asked for.
  const sign = EMAIL_USE_LOCALTIME && minutes >= 0 ? "+" : "-";
  const offset = `${sign}${two(Math.floor(Math.abs(minutes) / 60))}${two(Math.abs(minutes) % 60)}`;
  return `${day} ${wall.getUTCFullYear()} ${wall.toISOString().slice(11, 19)} ${offset}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
