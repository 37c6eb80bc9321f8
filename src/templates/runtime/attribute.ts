/**
 * Lookups with a dot. A dictionary's key comes first, then an attribute, then a list's index, as in Django.
 * Internals of JavaScript (prototypes, constructors, function members, methods of built-in classes) and the
 * project's settings cannot be reached.
 */
import { isSettings } from "../../conf/index.ts";
import { HttpRequest } from "../../http/index.ts";
import { SafeString } from "../safe-string.ts";
import { momentOf } from "../dates/moment-of.ts";
import { DateTime, PlainDate, PlainTime, type Moment } from "../dates/values.ts";
import { DictionaryView } from "./dictionary-view.ts";
import { dictionaryMembers, momentMembers, textMembers, type Members } from "./members.ts";
import { isDictionary } from "./text.ts";
import { characters } from "./characters.ts";
import { isBuiltIn } from "./built-in.ts";

/**
 * One lookup step: `value.key`. Does not call functions.
 *
 * @returns `undefined` if there is nothing a template may see under that name.
 */
export function attribute(value: unknown, key: string): unknown {
  switch (typeof value) {
    case "object":
      return value === null ? undefined : ofObject(value, key);
    case "string":
      return ofText(value, key);
    case "function":
      return ofFunction(value, key);
    default:
      return undefined;
  }
}

function ofObject(value: object, key: string): unknown {
  if (isDictionary(value)) {
    return Object.hasOwn(value, key) ? value[key] : member(dictionaryMembers, key, value);
  }
  if (value instanceof SafeString) return ofText(value.value, key);
  if (value instanceof Map) {
    const known = modelAttribute(value, key);
    if (known !== undefined) return known;
    if (value.has(key)) return value.get(key);
    if (isIndex(key) && value.has(Number(key))) return value.get(Number(key));
    return (
      inherited(value, key) ??
      member(dictionaryMembers, key, value) ??
      inherited(value, inTypeScriptsCase(key))
    );
  }
  if (isMapping(value) && value.has(key) === true) return value.get(key);
  if (Array.isArray(value) && isIndex(key)) return value[Number(key)] as unknown;
  if (value instanceof DictionaryView) return undefined;
  if (isMoment(value)) return member(momentMembers, key, value);
  if (value instanceof Date || Symbol.toStringTag in value) {
    const moment = momentOf(value);
    const known = moment && member(momentMembers, key, moment);
    if (known !== undefined) return known;
  }
  if (isKeptBack(value, key)) return undefined;
  const known = modelAttribute(value, key);
  if (known !== undefined) return known;
  if (isIndex(key) && isSequence(value)) return value.at(Number(key));
  const found = inherited(value, key);
  return found === undefined && key.includes("_")
    ? inherited(value, inTypeScriptsCase(key))
    : found;
}

/** Settings contain the site's keys and passwords. To show one of them, pass that one to the template. */
function isKeptBack(value: object, key: string): boolean {
  return isSettings(value) || (key === "settings" && value instanceof HttpRequest);
}

/** Django's templates use `user.is_authenticated`; the class here has `isAuthenticated`. */
function inTypeScriptsCase(key: string): string {
  const known = spelt.get(key);
  if (known !== undefined) return known;
  const made = key.replace(/_+(.)/g, (_, letter: string) => letter.toUpperCase());
  // Keys are words of templates; the limit matters for a site that compiles templates endlessly.
  if (spelt.size < 10_000) spelt.set(key, made);
  return made;
}

const spelt = new Map<string, string>();

function isMoment(value: object): value is Moment {
  return value instanceof DateTime || value instanceof PlainDate || value instanceof PlainTime;
}

/** Model objects provide Django's names under this symbol: `author_id`, `get_status_display`. */
const templateAttribute = Symbol.for("mkweb.templateAttribute");

export function modelAttribute(value: object, key: string): unknown {
  if (!(templateAttribute in value)) return undefined;
  const ask: unknown = Reflect.get(value, templateAttribute);
  return typeof ask === "function" ? Reflect.apply(ask, value, [key]) : undefined;
}

/** A page, or an unevaluated query: `{{ books.0 }}` fetches one. */
function isSequence(value: object): value is { at(index: number): unknown } {
  return (
    (Symbol.iterator in value || Symbol.asyncIterator in value) &&
    "at" in value &&
    typeof value.at === "function"
  );
}

/** A mapping looked up by key: a session, a request's GET, headers. */
interface Mapping {
  has(key: string): unknown;
  get(key: string): unknown;
}

function isMapping(value: object): value is Mapping {
  return (
    "has" in value &&
    typeof value.has === "function" &&
    "get" in value &&
    typeof value.get === "function"
  );
}

/** Own properties, and members from the value's own classes. */
function inherited(value: object, key: string): unknown {
  if (!(key in value) || (Array.isArray(value) && key === "length")) return undefined;
  for (
    let owner: unknown = value;
    isObject(owner) && !isBuiltIn(owner);
    owner = Object.getPrototypeOf(owner)
  ) {
    if (!Object.hasOwn(owner, key)) continue;
    const found: unknown = Reflect.get(value, key);
    return key === "constructor" && typeof found === "function" ? undefined : found;
  }
  return undefined;
}

/** Characters by index, and Python's text methods without arguments. */
function ofText(value: string, key: string): unknown {
  if (!isIndex(key)) return member(textMembers, key, value);
  return characters(value)[Number(key)];
}

/** A function passed as a value (`doNotCallInTemplates`) only shows its own properties. */
function ofFunction(value: object, key: string): unknown {
  const property = Object.getOwnPropertyDescriptor(value, key);
  return property?.enumerable ? (Reflect.get(value, key) as unknown) : undefined;
}

function member<Value>(members: Members<Value>, key: string, value: Value): unknown {
  return members.get(key)?.(value);
}

/** A class or a built-in constructor, which a template never means to call. */
export function isConstructor(value: object): boolean {
  return Object.getOwnPropertyDescriptor(value, "prototype")?.writable === false;
}

function isIndex(key: string): boolean {
  return /^\d+$/.test(key);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
