import type { Validator } from "./patterns.ts";
import { ValidationError } from "./validation-error.ts";

/**
 * Checks decimal numbers in text for the number of digits in total and after the point: `12.50`, `1E+3`.
 * Anything else is refused, also `NaN` and `Infinity`.
 *
 * @param maxDigits Default: no limit.
 * @param decimalPlaces Default: no limit.
 *
 * @example
 * const price = fields.char(12, { validators: [decimalValidator(8, 2)] });
 */
export function decimalValidator(maxDigits?: number, decimalPlaces?: number): Validator<string> {
  const maxWhole =
    maxDigits === undefined || decimalPlaces === undefined ? Infinity : maxDigits - decimalPlaces;
  return (value) => {
    const counts = countDigits(value);
    if (counts === undefined) {
      throw new ValidationError("Enter a number.", { code: "invalid", params: { value } });
    }
    const { digits, decimals } = counts;
    if (maxDigits !== undefined && digits > maxDigits) {
      throw tooMany("max_digits", maxDigits, "digit", value, " in total");
    }
    if (decimalPlaces !== undefined && decimals > decimalPlaces) {
      throw tooMany("max_decimal_places", decimalPlaces, "decimal place", value);
    }
    if (digits - decimals > maxWhole) {
      throw tooMany("max_whole_digits", maxWhole, "digit", value, " before the decimal point");
    }
  };
}

const FORM = /^[+-]?(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:e([+-]?\d+))?$/i;

/** Counts as Django does: `0.05` has two digits, both decimals; `1E+3` has four and no decimals. */
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

function tooMany(
  code: string,
  max: number,
  noun: string,
  value: string,
  where = "",
): ValidationError {
  const words = `${noun}${max === 1 ? "" : "s"}${where}`;
  return new ValidationError(`Ensure that there are no more than %(max)s ${words}.`, {
    code,
    params: { max, value },
  });
}
