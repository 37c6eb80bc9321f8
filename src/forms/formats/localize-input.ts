import { textOf } from "../../templates/index.ts";
import { DecimalText } from "./decimal-text.ts";
import { writeClock } from "./clock-reading.ts";
import { inputFormats, type InputKind } from "./input-formats.ts";
import { readingOf } from "./moments.ts";
import { localizeNumber } from "./numbers.ts";
import { DateTime, PlainDate, PlainTime } from "../../templates/index.ts";

/**
 * Formats a value by the current language; returns anything but numbers, dates and times unchanged.
 *
 * @param format Format of dates and times. Default: the language's first input format.
 */
export function localizeInput(value: unknown, format?: string): unknown {
  if (typeof value === "number" || typeof value === "bigint") return localizeNumber(textOf(value));
  if (value instanceof DecimalText) return localizeNumber(value.text);
  const kind = kindOf(value);
  const reading = kind && readingOf(value);
  if (kind === undefined || reading === undefined) return value;
  return writeClock(reading, format ?? inputFormats(kind)[0] ?? "");
}

function kindOf(value: unknown): InputKind | undefined {
  if (value instanceof Date || value instanceof DateTime) return "datetime";
  if (value instanceof PlainDate) return "date";
  return value instanceof PlainTime ? "time" : undefined;
}
