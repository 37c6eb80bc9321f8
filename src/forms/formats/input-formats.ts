import { currentLanguage } from "../environment.ts";
import { formatsOf } from "./languages.ts";

const clocks = ["%H:%M:%S", "%H:%M:%S.%f", "%H:%M"];

/** What a text can be written as: DATE_INPUT_FORMATS and the like of the current language. */
export type InputKind = "date" | "datetime" | "time";

/** The ways to write a value of a kind in the current language; the first is the one shown. */
export function inputFormats(kind: InputKind): readonly string[] {
  if (kind === "time") return clocks;
  const { dates, moments } = formatsOf(currentLanguage());
  if (kind === "date") return dates;
  return [...moments.flatMap((day) => clocks.map((clock) => `${day} ${clock}`)), "%Y-%m-%d"];
}

/** `year`, `month` and `day` in the order that the current language reads them. */
export function dateOrder(): readonly ("year" | "month" | "day")[] {
  const parts = { y: "year", m: "month", d: "day" } as const;
  return Array.from(formatsOf(currentLanguage()).order).map((letter) =>
    letter === "y" ? parts.y : letter === "m" ? parts.m : parts.d,
  );
}
