/** How log lines show the values of fields. */
import { causesOf, logError, logText } from "../http/index.ts";
import { maskText } from "../secrets/index.ts";

/** Deeper values are named, not shown. */
const DEEPEST = 8;

/**
 * Converts a value to plain JSON data. Instances of classes, such as models, are named and not shown, so that their
 * contents are not logged by accident.
 */
export function plainValue(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return value;
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "object") return nameOf(value);
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (value instanceof Error) return errorValue(value);
  if (depth >= DEEPEST) return nameOf(value);
  const inner = (each: unknown): unknown => plainValue(each, depth + 1);
  if (Array.isArray(value) || value instanceof Set) return Array.from(value, inner);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!(value instanceof Map) && prototype !== Object.prototype && prototype !== null)
    return nameOf(value);
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(entries.map(([key, each]) => [String(key), inner(each)]));
}

/** An error with its causes, outermost first. */
export function errorValue(error: unknown): object {
  const causes = causesOf(error).map((each) =>
    each instanceof Error
      ? `${each.name}: ${maskText(each.message)}`
      : maskText(String(plainValue(each))),
  );
  const [message = "", ...others] = causes;
  const code: unknown = Reflect.get(Object(error), "code");
  return {
    type: error instanceof Error ? error.name : typeof error,
    message: error instanceof Error ? maskText(error.message) : message,
    ...(typeof code === "string" && { code }),
    ...(others.length > 0 && { causes: others }),
    stack: logError(error),
  };
}

/** Formats a value for a text line: words as they are, anything else as JSON, without control characters. */
export function textValue(value: unknown): string {
  const plain = plainValue(value);
  if (typeof plain === "string" && /^[^\s"=]+$/.test(plain)) return logText(plain);
  return logText(JSON.stringify(plain));
}

function nameOf(value: unknown): string {
  if (typeof value === "bigint" || typeof value === "symbol" || value === undefined)
    return String(value);
  if (typeof value === "function") return `[function ${value.name}]`;
  return `[${Object(value).constructor?.name ?? "object"}]`;
}
