/** The time zone of a request, and dates in it. */
export { currentTimeZone, overrideTimeZone, setDefaultTimeZone } from "./current.ts";
export { months, weekdays } from "./names.ts";
export { fixedZone, fromWallClock, offsetText, utc, zoneOf, type Zone } from "./zone.ts";
