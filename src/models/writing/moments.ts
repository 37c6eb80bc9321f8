import { currentTimeZone } from "../../query/index.ts";
import type { FieldInfo } from "../meta/field-info.ts";

/** Returns the time of saving for a field: Django's `auto_now`. Dates and times are in the current time zone. */
export function momentOf({ declaration }: FieldInfo): unknown {
  const now = new Date();
  if (declaration.kind === "datetime") return now;
  const local = localText(now);
  return declaration.kind === "date" ? local.slice(0, 10) : local.slice(11);
}

/** Formats a moment in the current time zone: `2026-11-22 11:33:00`. */
function localText(moment: Date): string {
  const timeZone = currentTimeZone();
  // The Swedish format of dates is ISO's.
  return moment.toLocaleString("sv-SE", { timeZone });
}
