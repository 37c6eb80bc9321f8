import { ImproperlyConfigured } from "../../conf/index.ts";
import type { ConverterTypes } from "./converter-types.ts";
import { textOf } from "./text-of.ts";

/**
 * Converts a captured part of a URL to a value and back. To reject a text or a value, return `undefined` or
 * throw a RangeError; the pattern then does not match.
 */
export interface Converter<T = unknown> {
  /** Matches the whole captured part; Python's syntax, without `^` and `$`. */
  readonly regex: string;
  toJs(text: string): T | undefined;
  toUrl(value: T): string | undefined;
}

const text = (regex: string): Converter => ({ regex, toJs: (value) => value, toUrl: textOf });

const BUILT_IN: Readonly<Record<string, Converter>> = {
  int: { regex: "[0-9]+", toJs: integer, toUrl: textOf },
  path: text(".+"),
  slug: text("[-a-zA-Z0-9_]+"),
  str: text("[^/]+"),
  uuid: text("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
};

const converters = new Map<string, Converter>(Object.entries(BUILT_IN));

/**
 * Registers a converter for routes defined from now on: `<yyyy:year>`.
 *
 * @throws {ImproperlyConfigured} Another converter, perhaps a built-in one, has this name.
 *
 * @example
 * registerConverter(
 *   { regex: "[0-9a-f]{6}", toJs: (text) => Number.parseInt(text, 16), toUrl: (value) => String(value) },
 *   "colour",
 * );
 */
export function registerConverter<Name extends string>(
  converter: Converter<Name extends keyof ConverterTypes ? ConverterTypes[Name] : unknown>,
  name: Name,
): void {
  const known = converters.get(name);
  if (known !== undefined && known !== converter) {
    throw new ImproperlyConfigured(`The converter '${name}' is already registered.`, {
      hint: "Register it under another name.",
    });
  }
  converters.set(name, converter);
}

/**
 * Finds a registered converter by name.
 *
 * @example
 * assert.equal(findConverter("int")?.toJs("42"), 42);
 */
export function findConverter(name: string): Converter | undefined {
  return converters.get(name);
}

/** Converts a captured text to a value; `undefined` if the converter rejects it. */
export function toJs(converter: Converter, captured: string): unknown {
  try {
    return converter.toJs(captured);
  } catch (error) {
    return unlessRejection(error);
  }
}

/** Converts a value to text; `undefined` if the converter rejects it. */
export function toUrl(converter: Converter | undefined, value: unknown): string | undefined {
  if (converter === undefined) return textOf(value);
  try {
    return textOf(converter.toUrl(value));
  } catch (error) {
    return unlessRejection(error);
  }
}

function integer(captured: string): unknown {
  const value = Number(captured);
  return Number.isSafeInteger(value) ? value : BigInt(captured);
}

/** @throws The error, unless it is the converter's way of rejecting a value. */
function unlessRejection(error: unknown): undefined {
  if (!isRejection(error)) throw error;
}

function isRejection(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && error.name === "ValueError");
}
