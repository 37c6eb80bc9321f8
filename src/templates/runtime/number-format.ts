/** Numbers for a page: no exponent, and thousands separated where that is asked for. */
import { decimalText, extent, parseDecimal, plainText } from "./decimal.ts";
import { text } from "./text.ts";

export interface NumberFormat {
  /** Exactly this many decimal places: the rest is cut off, not rounded. Default: as many as there are. */
  readonly places?: number;
  /** Separate the thousands by commas. Default false. */
  readonly grouping?: boolean;
}

export function formatNumber(value: unknown, { places, grouping = false }: NumberFormat): string {
  let digits = decimalText(value) ?? text(value);
  if (/e/i.test(digits)) {
    const parsed = parseDecimal(digits);
    if (parsed && extent(parsed) > 200) return digits;
    if (parsed) digits = plainText(parsed);
  }
  const negative = digits.startsWith("-");
  const [whole = "", fraction = ""] = (negative ? digits.slice(1) : digits).split(".");
  const decimals = places === undefined ? fraction : fraction.slice(0, places).padEnd(places, "0");
  const grouped = grouping ? whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ",") : whole;
  return `${negative ? "-" : ""}${grouped}${decimals === "" ? "" : `.${decimals}`}`;
}
