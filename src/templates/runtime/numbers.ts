/** Reads and writes numbers as Python does. A JavaScript number without a fraction is an integer. */
import { SafeString } from "../safe-string.ts";

/** From here on, a number without a fraction counts as a float. */
const largestInteger = 1e21;

export function isInteger(value: unknown): value is number | bigint {
  return (
    typeof value === "bigint" ||
    (typeof value === "number" && Number.isInteger(value) && Math.abs(value) < largestInteger)
  );
}

/** Python's `str()` of a number: `1e-05`, `inf`, `nan`. */
export function numberText(value: number | bigint): string {
  if (typeof value === "bigint") return value.toString();
  if (Number.isInteger(value)) {
    return Math.abs(value) < largestInteger
      ? Object.is(value, -0)
        ? "0"
        : BigInt(value).toString()
      : exponentText(value);
  }
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return Math.abs(value) < 1e-4 ? exponentText(value) : String(value);
}

function exponentText(value: number): string {
  const [mantissa = "", exponent = ""] = value.toExponential().split("e");
  return `${mantissa}e${exponent.slice(0, 1)}${exponent.slice(1).padStart(2, "0")}`;
}

/** An exact number of a library (decimal.js, big.js, ...), given by its text. */
export interface Decimal {
  toFixed(places?: number): string;
  toString(): string;
}

export function isDecimal(value: unknown): value is Decimal {
  return (
    typeof value === "object" &&
    value !== null &&
    "toFixed" in value &&
    typeof value.toFixed === "function"
  );
}

/**
 * Python's `int()`.
 *
 * @throws {ValueError} Text that is not an integer, infinity or NaN.
 * @throws {TypeError} Not a number at all.
 */
export function toInteger(value: unknown): number | bigint {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new ValueError("cannot convert float to integer");
    return Math.trunc(value) + 0;
  }
  if (typeof value === "bigint") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (isDecimal(value)) return toInteger(Number(value.toString()));
  const text = value instanceof SafeString ? value.value : value;
  if (typeof text !== "string") throw new TypeError("int() argument must be a string or a number");
  const digits = asciiDigits(text.trim());
  if (!/^[+-]?\d+(?:_\d+)*$/.test(digits)) throw new ValueError("invalid literal for int()");
  return narrow(BigInt(digits.replaceAll("_", "").replace(/^\+/, "")));
}

/**
 * Python's `float()`.
 *
 * @throws {ValueError} Text that is not a number.
 * @throws {TypeError} Not a number at all.
 */
export function toFloat(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
  if (isDecimal(value)) return Number(value.toString());
  const text = value instanceof SafeString ? value.value : value;
  if (typeof text !== "string")
    throw new TypeError("float() argument must be a string or a number");
  const digits = asciiDigits(text.trim());
  const named = /^([+-]?)(inf(?:inity)?|nan)$/i.exec(digits);
  if (named) {
    if (named[2]?.toLowerCase() === "nan") return Number.NaN;
    return named[1] === "-" ? -Infinity : Infinity;
  }
  if (
    !/^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/.test(
      digits,
    )
  ) {
    throw new ValueError("could not convert string to float");
  }
  return Number(digits.replaceAll("_", ""));
}

/** A number if it is exact, otherwise the bigint. */
export function narrow(value: bigint): number | bigint {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

/** Python's ValueError: the right type, but an unusable value. */
export class ValueError extends Error {
  override readonly name = "ValueError";
}

/** Decimal digits of all scripts are accepted. */
function asciiDigits(text: string): string {
  return /^[\u0020-\u007e]*$/.test(text)
    ? text
    : text.replaceAll(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
}

/** Decimal digits come in runs of ten, each beginning with zero. */
function digitValue(digit: string): number {
  let code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - 1))) {
    code -= 1;
    value += 1;
  }
  return value;
}
