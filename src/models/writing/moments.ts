import { currentTimeZone } from "../../query/index.ts";
import type { FieldInfo } from "../meta/field-info.ts";

/** The moment of saving as a field holds it: Django's `auto_now`. Days and times are those of the current time zone. */
export function momentOf({ declaration }: FieldInfo): unknown {
  const now = new Date();
  if (declaration.kind === "datetime") return now;
  const local = localText(now);
  return declaration.kind === "date" ? local.slice(0, 10) : local.slice(11);
}

/** `2026-11-22 11:33:00`, as clocks show it in the current time zone. */
function localText(moment: Date): string {
  const timeZone = currentTimeZone();
  // Swedish writes dates as ISO does.
  return moment.toLocaleString("sv-SE", { timeZone });
}
