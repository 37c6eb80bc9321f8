/** The default form of numbers and dates in a page. */
import type { RenderState } from "../state.ts";
import { isDecimal } from "../runtime/numbers.ts";
import { formatNumber } from "../runtime/number-format.ts";
import { formatDate } from "./format.ts";
import { localTime } from "./local.ts";
import { momentOf } from "./moment-of.ts";
import { DateTime, PlainDate } from "./values.ts";

/** The text of a number, or of a date in the current time zone; other values unchanged. */
export function localize(value: unknown, state: RenderState): unknown {
  return localizeHere(localTime(value, state), state.localize, state.engine.useThousandSeparator);
}

/** The same for a value that stays in its own time zone. */
export function localizeHere(
  value: unknown,
  localized: boolean | undefined,
  grouping: boolean,
): unknown {
  if (typeof value === "number" || typeof value === "bigint" || isDecimal(value)) {
    return localized === false ? value : formatNumber(value, { grouping });
  }
  const moment = momentOf(value);
  if (!moment) return value;
  if (moment instanceof DateTime) return formatDate(moment, "DATETIME_FORMAT");
  return formatDate(moment, moment instanceof PlainDate ? "DATE_FORMAT" : "TIME_FORMAT");
}
