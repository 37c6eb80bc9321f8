/** Truth, equality, order and membership as in Python. */
import { SafeString } from "../safe-string.ts";
import { momentOf } from "../dates/moment-of.ts";
import { DateTime, PlainDate, PlainTime } from "../dates/values.ts";
import { isDecimal } from "./numbers.ts";
import { isDictionary } from "./text.ts";
import { Tuple } from "./tuple.ts";
import { characters } from "./characters.ts";

/** Python's truth: empty collections are false, NaN is true. */
export function truthy(value: unknown): boolean {
  switch (typeof value) {
    case "boolean":
      return value;
    case "string":
      return value !== "";
    case "number":
      return value !== 0;
    case "bigint":
      return value !== 0n;
    case "object":
      return value !== null && objectTruthy(value);
    default:
      return value !== undefined;
  }
}

/** The value under this symbol tells whether an object is true: a field without a file is not. */
const truth = Symbol.for("mkweb.truth");

function objectTruthy(value: object): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof SafeString) return value.value !== "";
  if (value instanceof Map || value instanceof Set) return value.size > 0;
  if (truth in value) return value[truth] === true;
  if (isDictionary(value)) return Object.keys(value).length > 0;
  if (isDecimal(value)) return Number(value.toString()) !== 0;
  const length = lengthOf(value);
  return length === undefined || length > 0;
}

/** The number of items in a collection; `undefined` for anything else. */
export function lengthOf(value: object): number | undefined {
  if (value instanceof SafeString) return characters(value.value).length;
  if (Array.isArray(value)) return value.length;
  if (value instanceof Map || value instanceof Set) return value.size;
  if (isDictionary(value)) return Object.keys(value).length;
  if (!(Symbol.iterator in value)) return undefined;
  if ("length" in value && typeof value.length === "number") return value.length;
  if ("size" in value && typeof value.size === "number") return value.size;
  return undefined;
}

/** The method under this symbol tells what an object equals: a model object equals another of the same row. */
const equals = Symbol.for("mkweb.equals");

/** Python's `==`: compares values at any depth; `1 == 1.0 == True`. */
export function equal(a: unknown, b: unknown): boolean {
  const left = plain(a);
  const right = plain(b);
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) {
    // oxlint-disable-next-line eqeqeq -- a number equals a bigint of its value
    return isNumber(left) && isNumber(right) && left == right;
  }
  if (equals in left && typeof left[equals] === "function") {
    return Reflect.apply(left[equals], left, [right]) === true;
  }
  if (Array.isArray(left)) {
    return (
      Array.isArray(right) &&
      left instanceof Tuple === right instanceof Tuple &&
      left.length === right.length &&
      left.every((item, at) => equal(item, right[at]))
    );
  }
  if (left instanceof Set) {
    return (
      right instanceof Set &&
      left.size === right.size &&
      [...left].every((item) => contains(right, item))
    );
  }
  const moments = comparable(left, right);
  if (moments) return moments[0] === moments[1];
  return dictionariesEqual(left, right);
}

function dictionariesEqual(left: object, right: object): boolean {
  const a = entriesOf(left);
  const b = entriesOf(right);
  if (!a || !b || a.size !== b.size) return false;
  return [...a].every(([key, value]) => b.has(key) && equal(value, b.get(key)));
}

function entriesOf(value: object): ReadonlyMap<unknown, unknown> | undefined {
  if (value instanceof Map) return value;
  return isDictionary(value) ? new Map(Object.entries(value)) : undefined;
}

/**
 * Negative if a comes before b, 0 if neither, positive if after.
 *
 * @throws {TypeError} Python does not compare the two.
 */
export function order(a: unknown, b: unknown): number {
  const left = plain(a);
  const right = plain(b);
  if (isNumber(left) && isNumber(right))
    return left < right ? -1 : left > right ? 1 : left === right ? 0 : Number.NaN;
  if (typeof left === "string" && typeof right === "string") return codePointOrder(left, right);
  if (
    Array.isArray(left) &&
    Array.isArray(right) &&
    left instanceof Tuple === right instanceof Tuple
  ) {
    for (let at = 0; at < left.length && at < right.length; at++) {
      if (!equal(left[at], right[at])) return order(left[at], right[at]);
    }
    return left.length - right.length;
  }
  const moments =
    typeof left === "object" && left && typeof right === "object" && right
      ? comparable(left, right)
      : undefined;
  if (!moments) throw new TypeError("these two have no order");
  return moments[0] - moments[1];
}

/** Orders text by code point; surrogate pairs come after all other characters. */
function codePointOrder(a: string, b: string): number {
  if (a === b) return 0;
  let at = 0;
  while (at < a.length && at < b.length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  const left = a.codePointAt(at) ?? -1;
  const right = b.codePointAt(at) ?? -1;
  return left - right;
}

/**
 * Python's `item in collection`.
 *
 * @throws {TypeError} The second is not a collection.
 */
export function contains(collection: unknown, item: unknown): boolean {
  const within = plain(collection);
  if (typeof within === "string") {
    const part = plain(item);
    if (typeof part !== "string")
      throw new TypeError("'in <string>' requires string as left operand");
    return within.includes(part);
  }
  if (typeof within !== "object" || within === null)
    throw new TypeError("argument is not iterable");
  if (Array.isArray(within)) return within.some((each) => equal(each, item));
  if (within instanceof Map || within instanceof Set) {
    return within.has(plain(item)) || [...within.keys()].some((each) => equal(each, item));
  }
  if (isDictionary(within)) {
    const key = plain(item);
    if (typeof key === "object" && key !== null) throw new TypeError("unhashable");
    return typeof key === "string" && Object.hasOwn(within, key);
  }
  if (!isIterable(within)) throw new TypeError("argument is not iterable");
  return [...within].some((each) => equal(each, item));
}

export function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value && typeof value[Symbol.iterator] === "function";
}

/**
 * Two dates of the same kind as numbers. Naive and aware datetimes cannot be compared, nor can dates and
 * datetimes.
 */
function comparable(a: object, b: object): readonly [number, number] | undefined {
  const left = momentOf(a);
  const right = momentOf(b);
  if (left instanceof DateTime && right instanceof DateTime) {
    if ((left.zone === undefined) !== (right.zone === undefined)) return undefined;
    const micro = (moment: DateTime): number => moment.epoch + (moment.microsecond % 1000) / 1000;
    return [micro(left), micro(right)];
  }
  if (left instanceof PlainDate && right instanceof PlainDate) {
    const day = (date: PlainDate): number => date.year * 400 + date.month * 32 + date.day;
    return [day(left), day(right)];
  }
  if (left instanceof PlainTime && right instanceof PlainTime) {
    const clock = (time: PlainTime): number =>
      (time.hour * 3600 + time.minute * 60 + time.second) * 1e6 + time.microsecond;
    return [clock(left), clock(right)];
  }
  return undefined;
}

function plain(value: unknown): unknown {
  if (value instanceof SafeString) return value.value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value === undefined) return null;
  return isDecimal(value) ? Number(value.toString()) : value;
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}
