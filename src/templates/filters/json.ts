/** Writes values as JSON, as Python and Django do. */
import { momentOf } from "../dates/moment-of.ts";
import { DateTime } from "../dates/values.ts";
import { ForLoop } from "../runtime/for-loop.ts";
import { isDecimal, numberText } from "../runtime/numbers.ts";
import { isDictionary, text } from "../runtime/text.ts";
import { SafeString } from "../safe-string.ts";

/** @throws {TypeError} The value has no JSON form. */
export function toJson(value: unknown): string {
  switch (typeof value) {
    case "string":
      return quote(value);
    case "number":
    case "bigint":
      return numberJson(value);
    case "boolean":
      return String(value);
    case "object":
      return value === null ? "null" : objectJson(value);
    case "undefined":
      return "null";
    default:
      throw new TypeError(`Object of type ${typeof value} is not JSON serializable`);
  }
}

function objectJson(value: object): string {
  if (value instanceof SafeString) return quote(value.value);
  if (Array.isArray(value)) return `[${value.map(toJson).join(", ")}]`;
  if (value instanceof Map || value instanceof ForLoop || isDictionary(value)) {
    const entries = value instanceof Map ? [...value.entries()] : Object.entries(value);
    return `{${entries.map(([key, item]) => `${quote(keyText(key))}: ${toJson(item)}`).join(", ")}}`;
  }
  const moment = momentOf(value);
  if (moment) return quote(moment instanceof DateTime ? momentText(moment) : moment.toString());
  if (isDecimal(value)) return quote(value.toString());
  if ("toJSON" in value && typeof value.toJSON === "function") return toJson(value.toJSON());
  throw new TypeError(`Object of type ${value.constructor.name} is not JSON serializable`);
}

/** Milliseconds, and `Z` for UTC, as in JavaScript. */
function momentText(moment: DateTime): string {
  return moment
    .isoformat()
    .replace(/(\.\d{3})\d+/, "$1")
    .replace(/\+00:00$/, "Z");
}

function numberJson(value: number | bigint): string {
  if (typeof value === "number" && !Number.isFinite(value)) {
    return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
  }
  return numberText(value);
}

function keyText(key: unknown): string {
  if (key === null) return "null";
  return typeof key === "boolean" ? String(key) : text(key);
}

/** Escapes everything except ASCII. */
function quote(value: string): string {
  return JSON.stringify(value).replaceAll(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
