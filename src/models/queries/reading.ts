import {
  asQuery,
  isPlainObject,
  columnType,
  F,
  isIn,
  isNull,
  trunc,
  ValueError,
  type Query,
} from "../../query/index.ts";
import { DoesNotExist, MultipleObjectsReturned } from "../errors.ts";
import { ModelBase } from "../instances/model-base.ts";
import { infoOf } from "../meta/registry.ts";
import type { AnyQuerySet } from "./any.ts";
import { evaluate } from "./evaluation.ts";
import { sourceOf } from "./source.ts";
import { runExplain } from "./explain.ts";
import { RawQuery } from "./raw.ts";
import { runAggregate, runCount, runExists } from "./run.ts";
import type { Shape, Source } from "./source.ts";

/** Rows that `get` reads to tell how many there are, as in Django. */
const MAX_GET_RESULTS = 21;

export async function get(all: AnyQuerySet, conditions: readonly object[]): Promise<object> {
  const found = await find(all, conditions);
  if (found === undefined) throw new DoesNotExist(sourceOf(all).info.name);
  return found;
}

/** Returns the only row, if there is one. @throws {MultipleObjectsReturned} If there are several. */
export async function find(
  all: AnyQuerySet,
  conditions: readonly object[],
): Promise<object | undefined> {
  const set = conditions.length === 0 ? all : all.filter(...conditions);
  const source = sourceOf(set);
  const { info, query } = source;
  const unordered = query.isShaped || query.isSliced ? query : query.orderBy();
  const found = query.isSliced
    ? await set
    : ((await evaluate({ ...source, query: unordered.limit(MAX_GET_RESULTS) })) as object[]);
  const [first] = found;
  if (found.length <= 1) return first;
  const count = found.length < MAX_GET_RESULTS ? String(found.length) : "more than 20";
  throw new MultipleObjectsReturned(info.name, count);
}

export async function first(set: AnyQuerySet): Promise<object | undefined> {
  const { query } = sourceOf(set);
  if (!query.isOrdered && query.isGrouped) throw noFirst("first");
  const ordered = query.isOrdered ? set : set.orderBy("pk");
  return (await ordered.limit(1))[0];
}

export function last(set: AnyQuerySet): Promise<object | undefined> {
  const { query } = sourceOf(set);
  if (query.isSliced) throw new TypeError("last() cannot be asked once a slice has been taken.");
  if (!query.isOrdered && query.isGrouped) throw noFirst("last");
  return first(query.isOrdered ? set.reverse() : set.orderBy("-pk"));
}

function noFirst(method: string): TypeError {
  return new TypeError(`${method}(): groups have no order of their own; say one with orderBy().`);
}

export async function at(set: AnyQuerySet, index: number): Promise<object | undefined> {
  return (await set.offset(index).limit(1))[0];
}

export async function extreme(
  set: AnyQuerySet,
  names: readonly string[],
  which: "latest" | "earliest",
): Promise<object> {
  const { info, query } = sourceOf(set);
  const { getLatestBy } = info.options;
  const by =
    names.length > 0 ? names : [getLatestBy ?? []].flat<readonly (string | readonly string[])[]>();
  if (by.some((each) => typeof each !== "string")) {
    throw new TypeError(`${which}() takes names of fields, one by one.`);
  }
  if (by.length === 0) {
    throw new TypeError(`${which}() needs names of fields: ${info.label} has no getLatestBy.`);
  }
  if (query.isSliced) {
    throw new TypeError(`${which}() cannot be asked once a slice has been taken.`);
  }
  const order = which === "earliest" ? by : by.map(opposite);
  const [found] = await set.orderBy(...order).limit(1);
  if (found === undefined) throw new DoesNotExist(info.name);
  return found;
}

function opposite(name: string): string {
  return name.startsWith("-") ? name.slice(1) : `-${name}`;
}

export function count(source: Source): Promise<number> {
  return runCount(source);
}

export function exists(source: Source): Promise<boolean> {
  return runExists(source);
}

export function explain(
  source: Source,
  options: Readonly<Record<string, unknown>>,
): Promise<string> {
  return runExplain(source, options);
}

/** Returns the rows of the user's SQL, read once. */
export function raw(source: Source, sql: string, values: readonly unknown[]): unknown {
  return new RawQuery(source, sql, values);
}

export function aggregate(
  source: Source,
  aggregates: Readonly<Record<string, unknown>>,
): Promise<object> {
  if (source.query.isCombined) {
    throw new TypeError("aggregate() cannot follow union(), intersection() or difference().");
  }
  return runAggregate(source, aggregates);
}

export function contains(set: AnyQuerySet, object: unknown): Promise<boolean> {
  const { info, query } = sourceOf(set);
  if (query.isShaped) throw new TypeError("contains() cannot follow values() or valuesList().");
  if (!(object instanceof ModelBase)) throw new TypeError("contains() takes an object of a model.");
  if (infoOf(object.constructor).concrete !== info.concrete) return Promise.resolve(false);
  if (object.pk === null || object.pk === undefined) {
    throw new TypeError("contains() cannot be asked of an object that is not saved.");
  }
  return set.filter({ pk: object.pk }).exists();
}

/** Whether an object's row is among loaded rows. */
export function isAmong(rows: readonly unknown[], object: unknown): boolean {
  return object instanceof ModelBase && rows.some((each) => object.equals(each));
}

export async function inBulk(
  set: AnyQuerySet,
  ids: readonly unknown[] | undefined,
  { field = "pk" }: { readonly field?: string },
): Promise<Map<unknown, unknown>> {
  const { info, query } = sourceOf(set);
  if (query.isSliced) throw new TypeError("inBulk() cannot be asked once a slice has been taken.");
  if (query.isShaped) throw new TypeError("inBulk() cannot follow values() or valuesList().");
  const by = field === "pk" ? info.primaryKey : info.fields.get(field);
  const isUnique =
    by?.isUnique ||
    info.options.uniqueTogether?.some((each) => each.length === 1 && each[0] === field);
  if (!by || !isUnique) throw new TypeError(`inBulk(): '${field}' of ${info.label} is not unique.`);
  if (ids?.length === 0) return new Map();
  const found = await (ids ? set.filter({ [by.name]: isIn(ids) }).orderBy() : set);
  return new Map(found.map((each) => [Reflect.get(each, by.attribute) as unknown, each]));
}

/** Parses the arguments of `valuesList`. */
export function listShape(given: readonly unknown[]): {
  readonly names: readonly unknown[];
  readonly shape: Shape;
} {
  const last = given.at(-1);
  const isOptions = typeof last === "object" && last !== null && Object.hasOwn(last, "flat");
  const other = isOptions && Object.keys(last).find((name) => name !== "flat");
  if (other) throw new TypeError(`valuesList() has no option '${other}'; it has flat.`);
  const names = isOptions ? given.slice(0, -1) : given;
  if (!isOptions || !Reflect.get(last, "flat")) return { names, shape: "list" };
  if (names.length !== 1) throw new TypeError("valuesList(): flat is for one field.");
  return { names, shape: "flat" };
}

export function datesSource(
  { query }: Source,
  name: string,
  kind: "year" | "month" | "week" | "day",
  order: "asc" | "desc",
): Pick<Source, "query" | "shape"> {
  requireOneOf("kind", kind, ["year", "month", "week", "day"]);
  return truncated(query, name, order, trunc(kind, name, { type: columnType("date") }));
}

export function momentsSource(
  { query }: Source,
  name: string,
  kind: "year" | "month" | "week" | "day" | "hour" | "minute" | "second",
  order: "asc" | "desc",
): Pick<Source, "query" | "shape"> {
  requireOneOf("kind", kind, ["year", "month", "week", "day", "hour", "minute", "second"]);
  return truncated(query, name, order, trunc(kind, name, { type: columnType("datetime") }));
}

function truncated(
  query: Query,
  name: string,
  order: "asc" | "desc",
  value: object,
): Pick<Source, "query" | "shape"> {
  requireOneOf("order", order, ["asc", "desc"]);
  const found = query
    .alias({ plainField: F(name) })
    .annotate({ dateValue: value })
    .filter({ plainField: isNull(false) })
    .values("dateValue")
    .distinct()
    .orderBy(order === "desc" ? "-dateValue" : "dateValue");
  return { query: found, shape: "flat" };
}

function requireOneOf(what: string, given: string, known: readonly string[]): void {
  if (known.includes(given)) return;
  throw new ValueError(`The ${what} of dates is one of ${known.join(", ")}.`);
}

export function combined(
  query: Query,
  how: "union" | "intersection" | "difference" | "and" | "or" | "xor",
  others: readonly unknown[],
): Query {
  const last = others.at(-1);
  const options = how === "union" && isPlainObject(last) ? last : undefined;
  const queries = (options ? others.slice(0, -1) : others).map((each) => {
    const found = asQuery(each);
    if (found) return found;
    throw new TypeError(`${how}() takes query sets.`);
  });
  if (how === "union") return query.union(queries, unionOptions(options));
  if (how === "intersection") return query.intersection(...queries);
  if (how === "difference") return query.difference(...queries);
  const [other] = queries;
  if (!other) throw new TypeError(`${how}() takes a query.`);
  return query.joinedWith(how, other);
}

function unionOptions(options: Readonly<Record<string, unknown>> = {}): { readonly all: boolean } {
  const other = Object.keys(options).find((name) => name !== "all");
  if (other !== undefined) throw new TypeError(`union() has no option '${other}'; it has all.`);
  return { all: options["all"] === true };
}
