/** Filters for numbers. */
import type { Library } from "../library.ts";
import { SafeString } from "../safe-string.ts";
import { markSafe } from "../safe.ts";
import { toFloat, toInteger, ValueError, narrow } from "../runtime/numbers.ts";
import {
  decimalText,
  exactDecimal,
  pointed,
  roundHalfEven,
  extent,
  isWhole,
  parseDecimal,
  roundHalfUp,
  wholePart,
} from "../runtime/decimal.ts";
import { formatNumber } from "../runtime/number-format.ts";
import { numberText } from "../runtime/numbers.ts";
import { text } from "../runtime/text.ts";
import { Tuple } from "../runtime/tuple.ts";
import { sizeOf } from "./lists.ts";

const none = { argument: "none" } as const;
const required = { argument: "required" } as const;

export function registerNumberFilters(library: Library): void {
  library
    .filter("add", add, required)
    .filter("divisibleby", divisibleBy, required)
    .filter("get_digit", getDigit, required)
    .filter("floatformat", floatFormat, { isSafe: true, argument: "optional" })
    .filter("filesizeformat", fileSize, { ...none, isSafe: true })
    .filter("pluralize", pluralize, { argument: "optional" });
}

/** The sum of two integers, lists or texts; nothing if they cannot be added. */
function add(value: unknown, argument: unknown): unknown {
  try {
    return narrow(BigInt(toInteger(value)) + BigInt(toInteger(argument)));
  } catch (error) {
    if (error instanceof ValueError || error instanceof TypeError) return plus(value, argument);
    throw error;
  }
}

function plus(value: unknown, argument: unknown): unknown {
  const texts = [value, argument].every(
    (each) => typeof each === "string" || each instanceof SafeString,
  );
  if (texts) {
    const sum = text(value) + text(argument);
    const safe = value instanceof SafeString && argument instanceof SafeString;
    return safe ? new SafeString(sum) : sum;
  }
  if (Array.isArray(value) && Array.isArray(argument)) {
    const tuples = value instanceof Tuple;
    if (tuples !== argument instanceof Tuple) return "";
    return tuples ? Tuple.holding([...value, ...argument]) : [...value, ...(argument as unknown[])];
  }
  if (isNumeric(value) && isNumeric(argument)) return Number(value) + Number(argument);
  return "";
}

function isNumeric(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint" || typeof value === "boolean";
}

function divisibleBy(value: unknown, argument: unknown): boolean {
  const divisor = BigInt(toInteger(argument));
  if (divisor === 0n) throw new RangeError("integer modulo by zero");
  return BigInt(toInteger(value)) % divisor === 0n;
}

/** The digit at a position, 1 for the last; the value itself if that makes no sense. */
function getDigit(value: unknown, argument: unknown): unknown {
  let place: number;
  let digits: string;
  let number: number | bigint;
  try {
    place = Number(toInteger(argument));
    number = toInteger(value);
    digits = text(number);
  } catch (error) {
    if (error instanceof ValueError) return value;
    throw error;
  }
  if (place < 1) return number;
  const digit = digits.at(-place);
  return digit === undefined ? 0 : Number(toInteger(digit));
}

/**
 * `2`: exactly 2 decimal places; `-2`: at most 2, none for whole numbers; `g` separates thousands, except
 * with `u`, which is for programs.
 */
export function floatFormat(value: unknown, argument: unknown = -1): unknown {
  const { places: given, grouping } = floatArgument(argument);
  const input = decimalText(value) ?? text(value);
  const number = parseDecimal(input) ?? decimalOf(value);
  if (number === undefined) return "";
  let places: number;
  try {
    places = Number(toInteger(given));
  } catch (error) {
    if (error instanceof ValueError) return input;
    throw error;
  }
  if (typeof number === "string" || extent(number) > 200) return input;
  if (isWhole(number) && places <= 0) {
    return markSafe(formatNumber(wholePart(number), { places: 0, grouping }));
  }
  const rounded = roundHalfUp(number, Math.abs(places));
  return markSafe(formatNumber(rounded, { places: Math.abs(places), grouping }));
}

function floatArgument(argument: unknown): {
  readonly places: unknown;
  readonly grouping: boolean;
} {
  if (typeof argument !== "string" && !(argument instanceof SafeString)) {
    return { places: argument, grouping: false };
  }
  const whole = text(argument);
  if (whole === "") throw new RangeError("string index out of range");
  const [, rest = "", flags = ""] = /^(.*?)(gu|ug|g|u|)$/s.exec(whole) ?? [];
  return { places: rest === "" ? -1 : rest, grouping: flags === "g" };
}

/** A value that is not a decimal number may be a named one (`inf`), which stays unchanged. */
function decimalOf(value: unknown): ReturnType<typeof parseDecimal> | "as it is" {
  const named = /^\s*[+-]?(?:inf(?:inity)?|s?nan\d*)\s*$/i;
  if (named.test(text(value))) return "as it is";
  try {
    return parseDecimal(numberText(toFloat(value)));
  } catch (error) {
    if (error instanceof ValueError || error instanceof TypeError) return undefined;
    throw error;
  }
}

const units = ["KB", "MB", "GB", "TB", "PB"];

function fileSize(value: unknown): string {
  let size: number;
  try {
    size = Number(toInteger(value));
  } catch (error) {
    if (error instanceof ValueError || error instanceof TypeError) return "0\u00a0bytes";
    throw error;
  }
  const bytes = Math.abs(size);
  const sign = size < 0 ? "-" : "";
  if (bytes < 1024) return `${sign}${bytes}\u00a0${bytes === 1 ? "byte" : "bytes"}`;
  let unit = 0;
  let scaled = bytes / 1024;
  while (scaled >= 1024 && unit < units.length - 1) {
    scaled /= 1024;
    unit += 1;
  }
  return `${sign}${oneDecimal(scaled)}\u00a0${units[unit]}`;
}

function oneDecimal(value: number): string {
  return pointed(roundHalfEven(exactDecimal(value), 1), 1);
}

/** The ending for a number or a length: `s`, or the endings in the argument. */
function pluralize(value: unknown, argument: unknown = "s"): string {
  if (typeof argument !== "string" && !(argument instanceof SafeString)) {
    throw new TypeError(`argument of type '${typeof argument}' is not iterable`);
  }
  const endings = text(argument).split(",");
  if (endings.length > 2) return "";
  const [singular = "", plural = ""] = endings.length === 1 ? ["", endings[0]] : endings;
  try {
    return toFloat(value) === 1 ? singular : plural;
  } catch (error) {
    if (error instanceof ValueError) return "";
    if (!(error instanceof TypeError)) throw error;
  }
  const size = sizeOf(value);
  if (size === undefined) return "";
  return size === 1 ? singular : plural;
}
