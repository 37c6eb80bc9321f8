/** Iterates over a value as Python does. */
import { SafeString } from "../safe-string.ts";
import { modelAttribute } from "./attribute.ts";
import { isIterable } from "./compare.ts";
import { typeName } from "./type-name.ts";
import { isDictionary } from "./text.ts";
import { characters } from "./characters.ts";

/**
 * The items of a value: characters of a text, keys of a dictionary, items of an iterable.
 *
 * @throws {TypeError} The value cannot be iterated.
 */
export function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === "string") return characters(value);
  if (typeof value === "object" && value !== null) {
    if (value instanceof SafeString) return characters(value.value);
    if (value instanceof Map) return keysOf(value);
    if (isIterable(value)) return [...value];
    if (isDictionary(value)) return Object.keys(value);
  }
  throw new TypeError(`'${typeName(value)}' object is not iterable`);
}

/** A map may have other keys in templates: a form's errors use the names of the page. */
function keysOf(map: ReadonlyMap<unknown, unknown>): readonly unknown[] {
  const named = modelAttribute(map, "keys");
  return Array.isArray(named) ? named : [...map.keys()];
}

/** Collects an asynchronous iterable. */
export async function collect(value: AsyncIterable<unknown>): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const item of value) items.push(item);
  return items;
}

export function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    Symbol.asyncIterator in value &&
    typeof value[Symbol.asyncIterator] === "function" &&
    !(Symbol.iterator in value)
  );
}
