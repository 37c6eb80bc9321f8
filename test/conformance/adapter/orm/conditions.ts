import * as queries from "../../../../src/query/index.ts";
import {
  and,
  exact,
  isNull,
  json,
  lookup,
  not,
  or,
  xor,
  type ModelMeta,
  type RelationMeta,
} from "../../../../src/query/index.ts";
import { camel } from "./spec.ts";

/** What makes conditions of a case: the model, names that are no fields, and how values are read. */
export interface ConditionScope {
  readonly meta: ModelMeta;
  /** Annotations; a filtered relation with the model it leads to. */
  readonly names: ReadonlyMap<string, ModelMeta | undefined>;
  value(given: unknown): unknown;
}

type Given = Readonly<Record<string, unknown>>;

/** A condition of a case: `{"a__b__lookup": value}`, joined ones, or an expression. */
export function toCondition(scope: ConditionScope, given: Given): never {
  const list = (name: string): never[] =>
    (given[name] as readonly Given[]).map((each) => toCondition(scope, each));
  if ("and" in given) return and(...list("and")) as never;
  if ("or" in given) return or(...list("or")) as never;
  if ("xor" in given) return xor(...list("xor")) as never;
  if ("not" in given) return not(toCondition(scope, given["not"] as Given)) as never;
  if (Object.keys(given).some((name) => name.startsWith("$"))) return scope.value(given) as never;
  // Q has its keywords in the order of their names.
  const sorted = Object.entries(given).sort(([one], [other]) => (one < other ? -1 : 1));
  const parts = sorted.map(([path, value]) => where(scope, path, value));
  return (parts.length === 1 ? parts[0] : and(...(parts as never[]))) as never;
}

/** One path with its lookup as nested objects. */
function where(scope: ConditionScope, path: string, given: unknown): object {
  const names = path.split("__");
  const nest: string[] = [];
  let at: ModelMeta | undefined = scope.meta;
  let kind: string | undefined;
  const [first = ""] = names;
  const annotated = scope.names.has(camel(first)) && !at.relations.has(camel(first));
  if (annotated) {
    nest.push(camel(first));
    names.shift();
    at = scope.names.get(camel(first));
  }
  while (at && names.length > 0) {
    const name = camel(names[0] ?? "");
    const relation: RelationMeta | undefined = at.relations.get(name);
    const field = name === "pk" ? at.primaryKey : (at.fields.get(name) ?? at.attributes.get(name));
    if (!relation && !field) break;
    nest.push(name);
    names.shift();
    kind = relation ? undefined : field?.type.kind;
    at = relation?.model;
  }
  // What is neither a name nor a lookup is a name that there is not.
  if (nest.length === 0 || (at && names.length > 0 && !isLookup(camel(names[0] ?? "")))) {
    nest.push(camel(names.shift() ?? ""));
  }
  const value = lookedUp(kind, names, scope.value(given));
  return nest.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as object;
}

const renamed: Readonly<Record<string, string>> = {
  icontains: "iContains",
  iendswith: "iEndsWith",
  iexact: "iExact",
  iregex: "iRegex",
  istartswith: "iStartsWith",
  endswith: "endsWith",
  startswith: "startsWith",
  isnull: "isNull",
  in: "isIn",
};

const known: ReadonlySet<string> = new Set([
  ...Object.values(renamed),
  "contains",
  "exact",
  "gt",
  "gte",
  "lt",
  "lte",
  "range",
  "regex",
  "date",
  "day",
  "hour",
  "isoWeekDay",
  "isoYear",
  "minute",
  "month",
  "quarter",
  "second",
  "time",
  "week",
  "weekDay",
  "year",
  "containedBy",
  "hasAnyKeys",
  "hasKey",
  "hasKeys",
]);

const parts: ReadonlySet<string> = new Set([
  "date",
  "day",
  "hour",
  "isoWeekDay",
  "isoYear",
  "minute",
  "month",
  "quarter",
  "second",
  "time",
  "week",
  "weekDay",
  "year",
]);

function isLookup(name: string): boolean {
  return known.has(renamed[name] ?? name);
}

/** The value with the lookups that follow a field. */
function lookedUp(kind: string | undefined, names: readonly string[], value: unknown): unknown {
  const [first, ...rest] = names;
  if (first === undefined) return kind === "json" && isData(value) ? exact(value) : value;
  const name = renamed[first] ?? camel(first);
  if (kind === "json" && !isJsonLookup(name)) return json(tree(names, value) as never);
  if (parts.has(name)) return made(name, lookedUp("number", rest, value));
  if (rest.length > 0 || !known.has(name)) return lookup(names.join("__"), value);
  if (name === "range") {
    if (!Array.isArray(value) || value.length !== 2) throw new TypeError("A range has two ends.");
    return queries.range(value[0], value[1]);
  }
  if (name === "isNull") return isNull(value as boolean);
  if (name === "exact" && value === null) return isNull(true);
  return made(name, value);
}

/** Keys of a JSON value, one within the other. */
function tree(names: readonly string[], value: unknown): unknown {
  const [first, ...rest] = names;
  if (first === undefined) return isData(value) ? exact(value) : value;
  const name = renamed[first] ?? camel(first);
  if (isJsonLookup(name)) return lookedUp("json", names, value);
  return { [first]: tree(rest, value) };
}

/** Keys may be called like parts of dates. */
function isJsonLookup(name: string): boolean {
  return known.has(name) && !parts.has(name);
}

function isData(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || Array.isArray(value);
}

function made(name: string, value: unknown): unknown {
  const make: unknown = Reflect.get(queries, name);
  if (typeof make !== "function") throw new TypeError(`There is no lookup ${name}.`);
  return Reflect.apply(make, undefined, [value]);
}
