import { DateTime, PlainTime } from "../../templates/index.ts";

/** Drops fractions of a second, which the widget would not show. */
export function wholeSeconds(value: unknown): unknown {
  if (value instanceof Date) return new Date(Math.floor(value.getTime() / 1000) * 1000);
  if (value instanceof DateTime) {
    return new DateTime(Math.floor(value.epoch / 1000) * 1000, value.zone);
  }
  if (value instanceof PlainTime) return new PlainTime(value.hour, value.minute, value.second);
  return typeof value === "string" ? value.replace(/^(\d\d:\d\d:\d\d)\.\d{1,6}$/, "$1") : value;
}
