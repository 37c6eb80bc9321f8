import type { Validator } from "./patterns.ts";
import { ValidationError } from "./validation-error.ts";

/**
 * A decimal number as text, with at most so many digits in all and behind the point: `12.50`, `1E+3`.
 * Anything else is not a number, `NaN` and `Infinity` among it.
 */
export function decimalValidator(maxDigits: number, decimalPlaces: number): Validator<string> {
  const maxWhole = maxDigits - decimalPlaces;
  return (value) => {
    const counts = countDigits(value);
    if (counts === undefined) {
      throw new ValidationError("Enter a number.", { code: "invalid", params: { value } });
    }
    const { digits, decimals } = counts;
    if (digits > maxDigits)
      throw tooMany("max_digits", `${count(maxDigits, "digit")} in total`, value);
    if (decimals > decimalPlaces) {
      throw tooMany("max_decimal_places", count(decimalPlaces, "decimal place"), value);
    }
    if (digits - decimals > maxWhole) {
      const words = `${count(maxWhole, "digit")} before the decimal point`;
      throw tooMany("max_whole_digits", words, value);
    }
  };
}

const FORM = /^[+-]?(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:e([+-]?\d+))?$/i;

/** As Django counts: `0.05` has two digits, both decimals; `1E+3` has four and no decimals. */
function countDigits(value: string) {
  const match = FORM.exec(value.trim());
  if (match === null) return undefined;
  const [, whole = "", fraction = match[3] ?? "", , exponent = "0"] = match;
  const significant = (whole + fraction).replace(/^0+(?=\d)/, "");
  const shift = Number(exponent) - fraction.length;
  if (shift >= 0) {
    const zeros = significant === "0" ? 0 : shift;
    return { digits: significant.length + zeros, decimals: 0 };
  }
  return { digits: Math.max(significant.length, -shift), decimals: -shift };
}

function count(limit: number, noun: string): string {
  return `${limit} ${noun}${limit === 1 ? "" : "s"}`;
}

function tooMany(code: string, words: string, value: string): ValidationError {
  return new ValidationError(`Ensure that there are no more than ${words}.`, {
    code,
    params: { value },
  });
}
