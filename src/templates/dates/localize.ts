/** Numbers and moments as a page shows them when no filter says otherwise. */
import type { RenderState } from "../state.ts";
import { isDecimal } from "../runtime/numbers.ts";
import { formatNumber } from "../runtime/number-format.ts";
import { formatDate, formats } from "./format.ts";
import { localTime } from "./local.ts";
import { momentOf, DateTime, PlainDate } from "./values.ts";

/** A number's or a moment's text for the page; anything else as it is. */
export function localize(value: unknown, state: RenderState): unknown {
  if (typeof value === "number" || typeof value === "bigint" || isDecimal(value)) {
    return state.localize === false ? value : formatNumber(value, { grouping: groups(state) });
  }
  if (typeof value !== "object" || value === null) return value;
  const moment = momentOf(localTime(value, state));
  if (!moment) return value;
  if (moment instanceof DateTime) return formatDate(moment, formats.DATETIME_FORMAT);
  return formatDate(
    moment,
    moment instanceof PlainDate ? formats.DATE_FORMAT : formats.TIME_FORMAT,
  );
}

function groups(state: RenderState): boolean {
  return state.engine.useThousandSeparator;
}
