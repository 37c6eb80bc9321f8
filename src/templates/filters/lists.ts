/** Filters for lists. */
import type { Library } from "../library.ts";
import type { RenderState } from "../state.ts";
import { conditionalEscape } from "../safe.ts";
import { SafeString } from "../safe-string.ts";
import { attribute } from "../runtime/attribute.ts";
import { isIterable, lengthOf, order } from "../runtime/compare.ts";
import { itemsOf } from "../runtime/iterate.ts";
import { toFloat, toInteger, ValueError } from "../runtime/numbers.ts";
import { isDictionary, text } from "../runtime/text.ts";
import { typeName } from "../runtime/type-name.ts";
import { DictionaryView } from "../runtime/dictionary-view.ts";
import { Tuple } from "../runtime/tuple.ts";
import { characters } from "../runtime/characters.ts";

const none = { argument: "none" } as const;
const required = { argument: "required" } as const;

export function registerListFilters(library: Library): void {
  library
    .filter("join", join, { ...required, isSafe: true })
    .filter("length", (value: unknown) => sizeOf(value) ?? 0, none)
    .filter("first", (value: unknown) => itemAt(value, 0), none)
    .filter("last", (value: unknown) => itemAt(value, -1), { ...none, isSafe: true })
    .filter("random", random, { ...none, isSafe: true })
    .filter("slice", slice, { ...required, isSafe: true })
    .filter("dictsort", (value: unknown, key: unknown) => sorted(value, key, 1), required)
    .filter("dictsortreversed", (value: unknown, key: unknown) => sorted(value, key, -1), required);
}

/** A value without items stays unchanged. */
function join(value: unknown, separator: unknown, { autoescape }: RenderState): unknown {
  if (!autoescape && !isText(separator)) throw new NoSuchAttribute("join");
  let items: readonly unknown[];
  try {
    items = itemsOf(value);
  } catch {
    return value;
  }
  if (autoescape) {
    const parts = items.map((item) => conditionalEscape(item).value);
    return new SafeString(parts.join(conditionalEscape(separator).value));
  }
  if (!items.every(isText)) return value;
  return new SafeString(items.map(text).join(text(separator)));
}

/** Like Python's AttributeError: the value has no such attribute. */
class NoSuchAttribute extends Error {
  override readonly name = "AttributeError";
}

function isText(value: unknown): value is string | SafeString {
  return typeof value === "string" || value instanceof SafeString;
}

/** Python's `len()`; `undefined` for values without length. */
export function sizeOf(value: unknown): number | undefined {
  if (typeof value === "string") return characters(value).length;
  return typeof value === "object" && value !== null ? lengthOf(value) : undefined;
}

/** Python's `value[index]`; `undefined` for an index out of range. */
function itemAt(value: unknown, index: number): unknown {
  const items = sequence(value);
  return items.length === 0 ? "" : items.at(index);
}

/**
 * The items of an ordered value.
 *
 * @throws {TypeError} Any other value.
 */
function sequence(value: unknown): readonly unknown[] {
  if (isText(value)) return characters(text(value));
  if (Array.isArray(value)) return value;
  if (
    typeof value === "object" &&
    value !== null &&
    isIterable(value) &&
    lengthOf(value) !== undefined
  ) {
    if (
      !(value instanceof DictionaryView) &&
      !(value instanceof Map) &&
      !(value instanceof Set) &&
      !isDictionary(value)
    )
      return [...value];
  }
  throw new TypeError(`'${typeName(value)}' object is not subscriptable`);
}

function random(value: unknown): unknown {
  const items = sequence(value);
  if (items.length === 0) return "";
  return items[Math.floor(Math.random() * items.length)];
}

/** Python's `start:stop:step`; invalid slices, and values that cannot be sliced, leave the value unchanged. */
function slice(value: unknown, argument: unknown): unknown {
  try {
    const bounds = text(argument)
      .split(":")
      .map((part) => (part === "" ? undefined : Number(toInteger(part))));
    if (bounds.length > 3) return value;
    const items = sequence(value);
    const [start, stop, step] = bounds.length === 1 ? [undefined, bounds[0], undefined] : bounds;
    if (step === 0) return value;
    const part = pick(items, start, stop, step ?? 1);
    if (isText(value)) return part.join("");
    return value instanceof Tuple ? Tuple.holding(part) : part;
  } catch (error) {
    if (error instanceof TypeError || error instanceof ValueError) return value;
    throw error;
  }
}

function pick(
  items: readonly unknown[],
  start: number | undefined,
  stop: number | undefined,
  step: number,
): unknown[] {
  const { length } = items;
  const low = step > 0 ? 0 : -1;
  const high = step > 0 ? length : length - 1;
  const bound = (index: number): number =>
    index < 0 ? Math.max(index + length, low) : Math.min(index, high);
  const from = start === undefined ? (step > 0 ? low : high) : bound(start);
  const to = stop === undefined ? (step > 0 ? high : low) : bound(stop);
  const part: unknown[] = [];
  for (let at = from; step > 0 ? at < to : at > to; at += step) part.push(items[at]);
  return part;
}

/** Sorted by a key or index of each item; nothing if an item lacks it. */
function sorted(value: unknown, key: unknown, direction: 1 | -1): unknown {
  try {
    const read = reader(key);
    if (!read) return "";
    const rows = itemsOf(value).map((item) => [read(item), item] as const);
    return rows.sort(([a], [b]) => direction * order(a, b)).map(([, item]) => item);
  } catch (error) {
    if (error instanceof TypeError || error instanceof NoSuchAttribute) return "";
    throw error;
  }
}

type Reader = (item: unknown) => unknown;

function reader(key: unknown): Reader | undefined {
  if (isNumeric(key)) return (item) => indexed(item, key);
  if (!isText(key)) return undefined;
  const path = text(key);
  if (path.startsWith("_") || path.includes("._")) return undefined;
  if (path === "") throw new RangeError("string index out of range");
  return (item) => path.split(".").reduce(step, item);
}

function step(owner: unknown, name: string): unknown {
  const value = attribute(owner, name);
  if (value === undefined) throw new NoSuchAttribute(name);
  return value;
}

function isNumeric(key: unknown): boolean {
  try {
    toFloat(key);
    return true;
  } catch (error) {
    if (error instanceof ValueError) return false;
    throw error;
  }
}

/** Python's `item[index]`; keys of a dictionary are compared by type, and a list needs an integer. */
function indexed(item: unknown, key: unknown): unknown {
  if (typeof item === "object" && item !== null && (item instanceof Map || isDictionary(item))) {
    const name = isText(key) ? text(key) : key;
    const value: unknown =
      item instanceof Map ? item.get(name) : isText(key) ? attribute(item, text(key)) : undefined;
    if (value === undefined) throw new RangeError(`KeyError: ${text(key)}`);
    return value;
  }
  if (typeof key !== "number" || !Number.isInteger(key))
    throw new TypeError("indices must be integers");
  const value = sequence(item).at(key);
  if (value === undefined) throw new RangeError("index out of range");
  return value;
}
