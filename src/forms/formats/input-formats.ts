import { languageCode } from "../environment.ts";
import { formatsOf } from "./languages.ts";

const clocks = ["%H:%M:%S", "%H:%M:%S.%f", "%H:%M"];

/** Kinds of input formats, such as DATE_INPUT_FORMATS of the current language. */
export type InputKind = "date" | "datetime" | "time";

/** Returns the formats of a kind in the current language; the first is used for display. */
export function inputFormats(kind: InputKind): readonly string[] {
  if (kind === "time") return clocks;
  const { dates, moments } = formatsOf(languageCode());
  if (kind === "date") return dates;
  return [...moments.flatMap((day) => clocks.map((clock) => `${day} ${clock}`)), "%Y-%m-%d"];
}

/** Returns `year`, `month` and `day` in the order of the current language. */
export function dateOrder(): readonly ("year" | "month" | "day")[] {
  const parts = { y: "year", m: "month", d: "day" } as const;
  return Array.from(formatsOf(languageCode()).order).map((letter) =>
    letter === "y" ? parts.y : letter === "m" ? parts.m : parts.d,
  );
}
