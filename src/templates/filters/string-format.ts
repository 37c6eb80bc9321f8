/** Formats one value with Python's `%`: `{{ value|stringformat:"05.2f" }}`. */
import { isDecimal, isInteger, toFloat, toInteger, ValueError } from "../runtime/numbers.ts";
import {
  bare,
  exactDecimal,
  pointed,
  roundHalfEven,
  type DecimalNumber,
} from "../runtime/decimal.ts";
import { Tuple } from "../runtime/tuple.ts";
import { isDictionary, repr, text } from "../runtime/text.ts";
import { characters } from "../runtime/characters.ts";

const specifier = /^([-+ #0]*)(\d*)(?:\.(\d*))?[hlL]?([diouxXeEfFgGcrsa%])/;

/** The formatted value; nothing if the format or the value has the wrong type. */
export function stringFormat(given: unknown, argument: unknown): string {
  const value = given instanceof Tuple ? text(given) : given;
  const format = text(argument);
  if (format === "s") return text(value);
  const match = specifier.exec(format);
  if (!match) return "";
  const [whole, flags = "", width = "", precision, kind = ""] = match;
  const rest = format.slice(whole.length).replaceAll("%%", "\0");
  if (rest.includes("%")) return "";
  if (kind === "%") return isCollection(value) ? `%${rest.replaceAll("\0", "%")}` : "";
  const digits = precision === undefined ? undefined : Number(precision);
  try {
    const body = convert(value, kind, flags, digits);
    return (
      pad(body, flags, Number(width), "diouxXeEfFgG".includes(kind)) + rest.replaceAll("\0", "%")
    );
  } catch (error) {
    if (error instanceof TypeError || error instanceof ValueError) return "";
    throw error;
  }
}

/** Python allows a format that does not use a list or dictionary, which could have been looked up by name. */
function isCollection(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    (Array.isArray(value) || value instanceof Map || isDictionary(value))
  );
}

function convert(
  value: unknown,
  kind: string,
  flags: string,
  precision: number | undefined,
): string {
  switch (kind) {
    case "s":
      return cut(text(value), precision);
    case "r":
      return cut(repr(value), precision);
    case "a":
      return cut(ascii(repr(value)), precision);
    case "c":
      return character(value);
    case "d":
    case "i":
    case "u":
      return signed(integerDigits(wholeNumber(value), 10, precision), flags);
    case "o":
    case "x":
    case "X":
      return based(value, kind, flags, precision);
    default:
      return signed(floating(numeric(value), kind, flags, precision ?? 6), flags);
  }
}

function cut(value: string, length: number | undefined): string {
  return length === undefined ? value : characters(value).slice(0, length).join("");
}

function ascii(value: string): string {
  return value.replaceAll(/[\u0080-\u{10ffff}]/gu, (char) => {
    const code = char.codePointAt(0) ?? 0;
    const hex = code.toString(16);
    if (code < 0x100) return `\\x${hex}`;
    return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
  });
}

function character(value: unknown): string {
  const plain = bare(value);
  if (typeof plain === "string" && characters(plain).length === 1) return plain;
  if (isInteger(plain) || typeof plain === "boolean") return String.fromCodePoint(Number(plain));
  throw new TypeError("%c requires int or char");
}

/** Converts a number to an integer; texts are refused here. */
function wholeNumber(value: unknown): bigint {
  return BigInt(toInteger(requireNumber(value)));
}

function numeric(value: unknown): number | bigint {
  const number = requireNumber(value);
  return typeof number === "bigint" ? number : toFloat(number);
}

function requireNumber(value: unknown): unknown {
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean")
    return value;
  if (isDecimal(value)) return value;
  throw new TypeError("a number is required");
}

function integerDigits(value: bigint, base: number, precision: number | undefined): string {
  const digits = (value < 0n ? -value : value).toString(base).padStart(precision ?? 0, "0");
  return value < 0n ? `-${digits}` : digits;
}

function based(value: unknown, kind: string, flags: string, precision: number | undefined): string {
  if (!isInteger(value) && typeof value !== "boolean")
    throw new TypeError("an integer is required");
  const base = kind === "o" ? 8 : 16;
  const digits = integerDigits(wholeNumber(value), base, precision);
  const prefixed = flags.includes("#")
    ? digits.replace(/^-?/, (sign) => `${sign}0${kind.toLowerCase()}`)
    : digits;
  return signed(kind === "X" ? prefixed.toUpperCase() : prefixed, flags);
}

function floating(value: number | bigint, kind: string, flags: string, precision: number): string {
  const number = Number(value);
  const negative = number < 0 || Object.is(number, -0);
  let out: string;
  if (!Number.isFinite(number)) out = Number.isNaN(number) ? "nan" : "inf";
  else {
    const decimal = exactDecimal(typeof value === "bigint" ? number : value);
    if (kind === "f" || kind === "F") out = fixed(decimal, precision, flags);
    else if (kind === "e" || kind === "E") out = exponential(decimal, precision, flags);
    else out = general(decimal, precision || 1, flags);
  }
  const shown = negative && out !== "nan" ? `-${out}` : out;
  return kind === kind.toUpperCase() ? shown.toUpperCase() : shown;
}

function fixed(decimal: DecimalNumber, precision: number, flags: string): string {
  const out = pointed(roundHalfEven(decimal, precision), precision);
  return precision === 0 && flags.includes("#") ? `${out}.` : out;
}

function exponential(decimal: DecimalNumber, precision: number, flags: string): string {
  const { digits, exponent } = scientific(decimal, precision);
  const point = precision > 0 || flags.includes("#") ? "." : "";
  const sign = exponent < 0 ? "-" : "+";
  const power = String(Math.abs(exponent)).padStart(2, "0");
  return `${digits.charAt(0)}${point}${digits.slice(1)}e${sign}${power}`;
}

/** The first digits, one more than the precision, and the exponent of the first. */
function scientific(
  decimal: DecimalNumber,
  precision: number,
): { readonly digits: string; readonly exponent: number } {
  if (decimal.digits === 0n) return { digits: "0".repeat(precision + 1), exponent: 0 };
  const exponent = decimal.digits.toString().length - 1 + decimal.exponent;
  const digits = roundHalfEven(decimal, precision - exponent).toString();
  return digits.length > precision + 1
    ? { digits: digits.slice(0, -1), exponent: exponent + 1 }
    : { digits, exponent };
}

function general(decimal: DecimalNumber, precision: number, flags: string): string {
  const { exponent } = scientific(decimal, precision - 1);
  const out =
    exponent < -4 || exponent >= precision
      ? exponential(decimal, precision - 1, flags)
      : fixed(decimal, precision - 1 - exponent, flags);
  if (flags.includes("#") || !out.includes(".")) return out;
  return out.replace(/\.?0+(?=e|$)/, "");
}

function signed(digits: string, flags: string): string {
  if (digits.startsWith("-")) return digits;
  if (flags.includes("+")) return `+${digits}`;
  return flags.includes(" ") ? ` ${digits}` : digits;
}

function pad(body: string, flags: string, width: number, isNumber: boolean): string {
  const missing = width - characters(body).length;
  if (missing <= 0) return body;
  if (flags.includes("-")) return body + " ".repeat(missing);
  if (!flags.includes("0") || !isNumber) return " ".repeat(missing) + body;
  return body.replace(/^[+ -]?(?:0[xXoO](?=[\da-fA-F]))?/, (sign) => sign + "0".repeat(missing));
}
