/** Parses numbers like Python's `int()`, `float()` and `Decimal()`, and formats them by language. */
import { formsEnvironment, languageCode } from "../environment.ts";
import { formatsOf } from "./languages.ts";

/** Converts digits of all scripts to ASCII, removing surrounding whitespace and underscores between digits. */
function plainDigits(text: string): string {
  const trimmed = text.replace(/^[\s\u001c-\u001f\u0085]+|[\s\u001c-\u001f\u0085]+$/gu, "");
  const ascii = /[^\0-\u007f]/.test(trimmed)
    ? trimmed.replaceAll(/\p{Nd}/gu, (digit) => String(digitValue(digit.codePointAt(0) ?? 48)))
    : trimmed;
  return ascii.replaceAll(/(?<=\d)_(?=\d)/g, "");
}

/** A script's digits are consecutive from its zero; the mathematical ones are five such rows. */
function digitValue(code: number): number {
  if (code >= 0x1d7ce && code <= 0x1d7ff) return (code - 0x1d7ce) % 10;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return value;
}

/** Python's limit, as parsing long integers takes quadratic time. */
const longestInteger = 4300;

/** Parses an integer, or returns undefined. */
export function readInteger(text: string): bigint | undefined {
  const plain = plainDigits(text);
  const match = /^([+-]?)(\d+)$/.exec(plain);
  const digits = match?.[2];
  if (digits === undefined || digits.length > longestInteger) return undefined;
  return match?.[1] === "-" ? -BigInt(digits) : BigInt(digits);
}

/** Parses a number, including NaN and infinity, or returns undefined. */
export function readFloat(text: string): number | undefined {
  const plain = plainDigits(text);
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(plain)) return Number(plain);
  const word = /^([+-]?)(nan|inf|infinity)$/i.exec(plain);
  if (!word) return undefined;
  if (word[2]?.toLowerCase() === "nan") return Number.NaN;
  return word[1] === "-" ? -Infinity : Infinity;
}

const decimal = /^([+-]?)(?:(\d+)\.?(\d*)|\.(\d+))(?:e([+-]?\d+))?$/i;

/**
 * Parses a decimal and formats it like Python's `Decimal`: `"1.50"`, `"1E+3"`, also `"NaN"` and `"Infinity"`; returns
 * undefined if it is invalid.
 */
export function readDecimal(text: string): string | undefined {
  const plain = plainDigits(text);
  const match = decimal.exec(plain);
  if (!match) return /^[+-]?(?:s?nan\d*|inf|infinity)$/i.test(plain) ? plain : undefined;
  const [, sign = "", whole = "", fraction = match[4] ?? "", , exponent = "0"] = match;
  if (exponent.length > 18) return undefined;
  const digits = (whole + fraction).replace(/^0+(?=\d)/, "");
  return (sign === "-" ? "-" : "") + scientific(digits, Number(exponent) - fraction.length);
}

/** Source: the General Decimal Arithmetic Specification, "to-scientific-string". */
function scientific(digits: string, exponent: number): string {
  const adjusted = exponent + digits.length - 1;
  if (exponent > 0 || adjusted < -6) {
    const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
    return `${mantissa}E${adjusted < 0 ? "-" : "+"}${Math.abs(adjusted)}`;
  }
  if (exponent === 0) return digits;
  const point = digits.length + exponent;
  return point > 0
    ? `${digits.slice(0, point)}.${digits.slice(point)}`
    : `0.${"0".repeat(-point)}${digits}`;
}

/** Whether two decimal texts are the same number: `1.5` and `1.50`. */
export function sameDecimal(one: string, other: string): boolean {
  return normalized(one) === normalized(other);
}

function normalized(text: string): string {
  const [, sign = "", whole = "", fraction = "", , exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(E([+-]\d+))?$/.exec(text) ?? [];
  if (whole === "") return text;
  const digits = (whole + fraction).replace(/^0+/, "");
  const bare = digits.replace(/0+$/, "");
  if (bare === "") return "0";
  return `${sign}${bare}e${Number(exponent) - fraction.length + digits.length - bare.length}`;
}

/** Removes the current language's separators from a number: in German `"1.234,5"` becomes `"1234.5"`. */
export function sanitizeSeparators(value: string): string {
  const { decimalSeparator, thousandSeparator } = formatsOf(languageCode());
  const at = value.indexOf(decimalSeparator);
  const [whole, decimals] =
    at === -1 ? [value, undefined] : [value.slice(0, at), value.slice(at + 1)];
  const bare = usesThousandSeparator() ? withoutThousands(whole, thousandSeparator) : whole;
  return decimals === undefined ? bare : `${bare}.${decimals}`;
}

function withoutThousands(value: string, separator: string): string {
  // In German, "1.5" is a number with a decimal point, not fifteen.
  const parts = value.split(".");
  if (separator === "." && parts.length === 2 && parts[1]?.length !== 3) return value;
  return value.replaceAll(separator, "").replaceAll(separator.normalize("NFKD"), "");
}

/** Formats a number by the current language. @param text ASCII digits with a point. */
export function localizeNumber(text: string): string {
  const { decimalSeparator, thousandSeparator } = formatsOf(languageCode());
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return text;
  const [, sign = "", whole = "", fraction] = match;
  const grouped = usesThousandSeparator()
    ? whole.replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, thousandSeparator)
    : whole;
  return sign + grouped + (fraction === undefined ? "" : decimalSeparator + fraction);
}

/** USE_THOUSAND_SEPARATOR. */
function usesThousandSeparator(): boolean {
  return formsEnvironment().engine.useThousandSeparator;
}
