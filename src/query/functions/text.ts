import { toExpression, Value, type Expression } from "../nodes/expression.ts";
import { call, unary } from "./define.ts";

/** Arguments named `text` or `operand` take a field name or an expression; others are values. */
export const lower = unary("Lower");
export const upper = unary("Upper");
/** Number of characters. */
export const length = unary("Length");
export const reverse = unary("Reverse");
export const trim = unary("Trim");
export const lTrim = unary("LTrim");
export const rTrim = unary("RTrim");

/**
 * Concatenates texts; null counts as empty.
 *
 * @example
 * await Author.objects.annotate({ label: concat("name", Value("!")) });
 */
export function concat(first: unknown, ...rest: readonly unknown[]): Expression {
  if (rest.length === 0) throw new TypeError("concat() takes at least two expressions.");
  return call("Concat", [first, ...rest]);
}

/**
 * Returns a part of a text. @param position Counted from 1.
 *
 * @example
 * await Author.objects.annotate({ initial: substr("name", 1, 1) });
 */
export function substr(operand: unknown, position: unknown, size?: unknown): Expression {
  const values = size === undefined ? [position] : [position, size];
  return call("Substr", [operand, ...values.map(toExpression)]);
}

/**
 * The first characters of a text.
 *
 * @example
 * await Author.objects.annotate({ initial: left("name", 1) });
 */
export const left = (operand: unknown, size: unknown): Expression =>
  call("Left", [operand, toExpression(size)]);
export const right = (operand: unknown, size: unknown): Expression =>
  call("Right", [operand, toExpression(size)]);
/**
 * Fills a text up to a length, from the left.
 *
 * @example
 * await Author.objects.annotate({ aligned: lPad("name", 20, Value(".")) });
 */
export const lPad = (operand: unknown, size: unknown, fill: unknown = " "): Expression =>
  call("LPad", [operand, toExpression(size), toExpression(fill)]);
export const rPad = (operand: unknown, size: unknown, fill: unknown = " "): Expression =>
  call("RPad", [operand, toExpression(size), toExpression(fill)]);
export const repeat = (operand: unknown, times: unknown): Expression =>
  call("Repeat", [operand, toExpression(times)]);
/**
 * Replaces every occurrence of `search`; without a replacement, removes it.
 *
 * @example
 * await Author.objects.annotate({ spaced: replace("name", Value("-"), Value(" ")) });
 */
export const replace = (operand: unknown, search: unknown, by: unknown = Value("")): Expression =>
  call("Replace", [operand, toExpression(search), toExpression(by)]);
/**
 * Position of the text `search`, counted from 1; 0 if it does not occur.
 *
 * @example
 * await Author.objects.annotate({ at: strIndex("name", Value("Jane")) });
 */
export const strIndex = (operand: unknown, search: unknown): Expression =>
  call("StrIndex", [operand, toExpression(search)]);
/** The character of a code point. */
export const chr = unary("Chr");
/** The code point of the first character. */
export const ord = unary("Ord");

// Digests in hexadecimal digits.
export const md5 = unary("MD5");
export const sha1 = unary("SHA1");
export const sha224 = unary("SHA224");
export const sha256 = unary("SHA256");
export const sha384 = unary("SHA384");
export const sha512 = unary("SHA512");
