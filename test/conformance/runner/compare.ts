/** Whether an answer is the expected one. The rules are those of the shared runner's README. */
import { isDeepStrictEqual } from "node:util";
import { inflateSync } from "node:zlib";

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export interface Case {
  readonly id: string;
  readonly tags?: readonly string[];
  readonly note?: string;
  readonly given: JsonObject;
  readonly do: JsonObject;
  readonly expect: Json;
  /** False: from release notes, not run on a real Django. */
  readonly verified: boolean;
  readonly versions?: Readonly<Record<string, Json>>;
}

/** What Django 5.2 answers, on the database if it matters; `undefined` for a case nobody has run. */
export function expected(each: Case, database = "sqlite"): Json | undefined {
  if (!each.verified) return undefined;
  return each.versions?.[database] ?? each.versions?.["5.2"] ?? each.expect;
}

export function isSame(each: Case, wanted: Json, got: Json): boolean {
  const anyError = each.tags?.includes("any-error") ?? false;
  const simplify = (value: Json): Json =>
    readBodies(hideErrorNames(without(value, ignored(each)), anyError));
  const want = simplify(wanted);
  const answer = simplify(got);
  if (carriesPayload(each)) return samePayload(each, want, answer);
  return isNear(want, answer, each.tags?.includes("tolerance-1s") ? 1 : 0);
}

function ignored(each: Case): readonly string[] {
  const always = ["at", "csrf_reason"];
  return each.id === "auth-default-hash" ? [...always, "iterations"] : always;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Applies `change` to each entry of each object inside; an undefined value drops the entry. */
function mapEntries(value: Json, change: (key: string, value: Json) => Json | undefined): Json {
  if (isObject(value)) {
    const entries = Object.entries(value).flatMap(([key, item]) => {
      const changed = change(key, item);
      return changed === undefined ? [] : [[key, mapEntries(changed, change)] as const];
    });
    return Object.fromEntries(entries);
  }
  return isList(value) ? value.map((item) => mapEntries(item, change)) : value;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function without(value: Json, keys: readonly string[]): Json {
  return mapEntries(value, (key, item) => (keys.includes(key) ? undefined : item));
}

/** The errors a user of the framework must be able to tell apart; the rest is "an error". */
const named = new Set([
  "BadSignature",
  "SignatureExpired",
  "NoReverseMatch",
  "Resolver404",
  "TemplateSyntaxError",
  "TemplateDoesNotExist",
  "UpdateError",
  "CreateError",
  "ImproperlyConfigured",
  "DoesNotExist",
  "MultipleObjectsReturned",
  "FieldError",
  "FieldDoesNotExist",
  "IntegrityError",
  "ProtectedError",
  "RestrictedError",
  "ValidationError",
  "TransactionManagementError",
  "NotSupportedError",
  "NotOffered",
]);

function hideErrorNames(value: Json, all: boolean): Json {
  if (isList(value)) return value.map((item) => hideErrorNames(item, all));
  if (!isObject(value)) return value;
  const name = value["raises"];
  if (name !== undefined) {
    return { raises: !all && typeof name === "string" && named.has(name) ? name : "*" };
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, hideErrorNames(item, all)]),
  );
}

/** JSON bodies are compared as JSON, Cache-Control and raw cookies as sets of attributes, sets of rows in any order. */
function readBodies(value: Json): Json {
  return mapEntries(value, (key, item) => {
    if (key === "set" && isList(item)) return item.toSorted(byText);
    if (key === "body" && typeof item === "string") return parsed(item);
    if (key === "header:cache-control" && typeof item === "string") return attributes(item, ",");
    if (key.startsWith("cookie_raw:") && isList(item)) {
      return item.map((text) => (typeof text === "string" ? cookieAttributes(text) : text));
    }
    return item;
  });
}

function byText(one: Json, other: Json): number {
  const [left, right] = [JSON.stringify(one), JSON.stringify(other)];
  return left < right ? -1 : Number(left > right);
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function attributes(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .sort();
}

function cookieAttributes(text: string): string[] {
  const [value = "", ...rest] = text.replaceAll('=""', "=").split(";");
  return attributes([value, ...rest.map((part) => part.toLowerCase())].join(";"), ";");
}

function isNear(want: Json, got: Json, tolerance: number): boolean {
  if (typeof want === "number" && typeof got === "number") {
    return want === got || Math.abs(want - got) <= tolerance;
  }
  if (isList(want) && isList(got)) {
    return (
      want.length === got.length &&
      want.every((item, at) => isNear(item, got[at] ?? null, tolerance))
    );
  }
  if (isObject(want) && isObject(got)) {
    const keys = Object.keys(want);
    return (
      isDeepStrictEqual(keys.toSorted(), Object.keys(got).toSorted()) &&
      keys.every((key) => isNear(want[key] ?? null, got[key] ?? null, tolerance))
    );
  }
  return want === got;
}

/** Node's deflate writes other bytes than Python's: there, the data carried is compared. */
function carriesPayload(each: Case): boolean {
  const operation = each.do["op"];
  const isSigned = operation === "session.encode" || operation === "signing.dumps";
  return isSigned && (each.tags ?? []).some((tag) => tag === "compressed" || tag === "equivalent");
}

function samePayload(each: Case, want: Json, got: Json): boolean {
  if (!isObject(want) || !isObject(got)) return false;
  const key = "session_data" in want ? "session_data" : "value";
  const wanted = payload(want[key]);
  const answer = payload(got[key]);
  if (wanted === undefined || answer === undefined) return false;
  const mustCompress = each.tags?.includes("must-compress") ?? false;
  return (
    isDeepStrictEqual(wanted.data, answer.data) &&
    (wanted.compressed === answer.compressed || !mustCompress)
  );
}

function payload(text: Json | undefined): { data: unknown; compressed: boolean } | undefined {
  if (typeof text !== "string") return undefined;
  const compressed = text.startsWith(".");
  try {
    const bytes = Buffer.from(text.replace(/^\./, "").split(":")[0] ?? "", "base64url");
    const json = compressed ? inflateSync(bytes) : bytes;
    return { data: JSON.parse(json.toString("latin1")), compressed };
  } catch {
    return undefined;
  }
}
