/** Formats values for the toolbar: short, secrets masked, and without querying a database. */
import { inspect } from "node:util";
import { HttpRequest } from "../http/index.ts";
import { ModelBase, QuerySet } from "../models/index.ts";
import { mask, maskText, substitute } from "../secrets/index.ts";
import type { Values } from "./record.ts";

/** Maximum number of characters shown of a value. */
const LONGEST = 300;
/** Maximum number of items shown of a list or object, and maximum depth. */
const MOST = 20;
const DEEPEST = 3;

/** Formats variables by name, sorted. Leaves out what every template sees. */
export function shownValues(values: Readonly<Record<string, unknown>>): Values {
  return Object.keys(values)
    .filter((name) => !["True", "False", "None"].includes(name))
    .sort()
    .map((name) => [name, show(name, values[name])]);
}

/** @param name Name of the value; a secret's name hides it. */
export function show(name: string, value: unknown): string {
  const masked = mask(name, value);
  if (masked === substitute) return substitute;
  return cut(typeof masked === "string" ? quoted(masked) : textOf(masked, 0));
}

/** Formats an error. */
export function errorText(error: unknown): string {
  return maskText(error instanceof Error ? `${error.name}: ${error.message}` : inspect(error));
}

export function cut(text: string, most = LONGEST): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

function textOf(value: unknown, depth: number): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "function") return `${value.name || "function"}()`;
  if (typeof value !== "object" || value === null) return inspect(value);
  if (value instanceof HttpRequest) return `<HttpRequest: ${value.method} ${quoted(value.path)}>`;
  // Neither queries the database.
  if (value instanceof QuerySet) return value.toString();
  if (value instanceof ModelBase) return `<${value.constructor.name}: pk=${String(value.pk)}>`;
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (value instanceof Uint8Array) return `<${value.length} bytes>`;
  if (depth >= DEEPEST) return "…";
  if (Array.isArray(value)) return `[${items(value, depth)}]`;
  if (value instanceof Set) return `Set {${items([...value], depth)}}`;
  if (value instanceof Map) return `Map ${pairs([...value.entries()], depth)}`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null)
    return pairs(Object.entries(value), depth);
  // Other objects may hold secrets, and reading their properties may have side effects.
  return `<${value.constructor?.name || "object"}>`;
}

function items(list: readonly unknown[], depth: number): string {
  const shown = list.slice(0, MOST).map((each) => textOf(each, depth + 1));
  return [...shown, ...rest(list.length)].join(", ");
}

function pairs(list: readonly (readonly [unknown, unknown])[], depth: number): string {
  const shown = list
    .slice(0, MOST)
    .map(([name, value]) => `${String(name)}: ${textOf(value, depth + 1)}`);
  return `{${[...shown, ...rest(list.length)].join(", ")}}`;
}

function rest(count: number): readonly string[] {
  return count > MOST ? [`… ${count - MOST} more`] : [];
}

function quoted(text: string): string {
  return JSON.stringify(cut(maskText(text)));
}
