/** Values as the toolbar shows them: secrets masked, short, and nothing is asked of a database for it. */
import { inspect } from "node:util";
import { HttpRequest } from "../http/index.ts";
import { ModelBase, QuerySet } from "../models/index.ts";
import { mask, maskText, substitute } from "../secrets/index.ts";
import type { Values } from "./record.ts";

/** Characters of a value that are shown. */
const LONGEST = 300;
/** Values of a list or an object that are shown, and how deep. */
const MOST = 20;
const DEEPEST = 3;

/** Each by its name, functions by theirs; sorted. What every template sees is left out. */
export function shownValues(values: Readonly<Record<string, unknown>>): Values {
  return Object.keys(values)
    .filter((name) => !["True", "False", "None"].includes(name))
    .sort()
    .map((name) => [name, show(name, values[name])]);
}

/** @param name What the value is called: a secret's name hides it. */
export function show(name: string, value: unknown): string {
  const masked = mask(name, value);
  if (masked === substitute) return substitute;
  return cut(typeof masked === "string" ? quoted(masked) : textOf(masked, 0));
}

/** What went wrong, in its own words. */
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
  // Neither asks its database for it.
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
  // What is inside of other objects may be secret, and reading it may do something.
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
