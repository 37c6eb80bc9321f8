import { toExpression, Value, type Expression } from "../nodes/expression.ts";
import { call } from "./define.ts";

/** Arguments named `text` or `operand` take a field's name or an expression; the others are values. */
export const lower = (operand: unknown): Expression => call("Lower", [operand]);
export const upper = (operand: unknown): Expression => call("Upper", [operand]);
/** Characters. */
export const length = (operand: unknown): Expression => call("Length", [operand]);
export const reverse = (operand: unknown): Expression => call("Reverse", [operand]);
export const trim = (operand: unknown): Expression => call("Trim", [operand]);
export const lTrim = (operand: unknown): Expression => call("LTrim", [operand]);
export const rTrim = (operand: unknown): Expression => call("RTrim", [operand]);

/** Texts one behind the other; what is null counts as empty. */
export function concat(first: unknown, ...rest: readonly unknown[]): Expression {
  if (rest.length === 0) throw new TypeError("concat() takes at least two expressions.");
  return call("Concat", [first, ...rest]);
}

/** @param position From 1 on. */
export function substr(operand: unknown, position: unknown, size?: unknown): Expression {
  const values = size === undefined ? [position] : [position, size];
  return call("Substr", [operand, ...values.map(toExpression)]);
}

export const left = (operand: unknown, size: unknown): Expression =>
  call("Left", [operand, toExpression(size)]);
export const right = (operand: unknown, size: unknown): Expression =>
  call("Right", [operand, toExpression(size)]);
export const lPad = (operand: unknown, size: unknown, fill: unknown = " "): Expression =>
  call("LPad", [operand, toExpression(size), toExpression(fill)]);
export const rPad = (operand: unknown, size: unknown, fill: unknown = " "): Expression =>
  call("RPad", [operand, toExpression(size), toExpression(fill)]);
export const repeat = (operand: unknown, times: unknown): Expression =>
  call("Repeat", [operand, toExpression(times)]);
/** Every occurrence of `search` replaced; without a replacement taken out. */
export const replace = (operand: unknown, search: unknown, by: unknown = Value("")): Expression =>
  call("Replace", [operand, toExpression(search), toExpression(by)]);
/** Where the text `search` begins, from 1 on; 0 where it does not occur. */
export const strIndex = (operand: unknown, search: unknown): Expression =>
  call("StrIndex", [operand, toExpression(search)]);
/** The character of a code point. */
export const chr = (operand: unknown): Expression => call("Chr", [operand]);
/** The code point of the first character. */
export const ord = (operand: unknown): Expression => call("Ord", [operand]);

// Digests in hexadecimal digits.
export const md5 = (operand: unknown): Expression => call("MD5", [operand]);
export const sha1 = (operand: unknown): Expression => call("SHA1", [operand]);
export const sha224 = (operand: unknown): Expression => call("SHA224", [operand]);
export const sha256 = (operand: unknown): Expression => call("SHA256", [operand]);
export const sha384 = (operand: unknown): Expression => call("SHA384", [operand]);
export const sha512 = (operand: unknown): Expression => call("SHA512", [operand]);
