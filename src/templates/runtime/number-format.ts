/** Formats numbers for a page: without exponent, and optionally with separated thousands. */
import { decimalText, extent, parseDecimal, plainText } from "./decimal.ts";
import { text } from "./text.ts";

export interface NumberFormat {
  /** Exact number of decimal places; more are cut off, not rounded. Default: all. */
  readonly places?: number;
  /** Separate thousands by commas. Default false. */
  readonly grouping?: boolean;
}

/**
 * Formats a number for a page, without exponent.
 *
 * @example
 * assert.equal(formatNumber(1234.567, { places: 2, grouping: true }), "1,234.56");
 */
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
