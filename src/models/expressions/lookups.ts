import * as nodes from "../../query/index.ts";
import type {
  DateLookup,
  Expression,
  JsonLookup,
  JsonWhere,
  Lookup,
  Predicate,
  Q,
} from "../types/conditions.ts";
import type { Rows } from "../types/expressions.ts";
import type { RowOf } from "../types/row.ts";

/** The functions of the room `query`, with types that know which fields a condition fits. */

// NoInfer: the model comes from where the condition is used, so the words in it are checked against that model.
type Joined<W> = NoInfer<W> | Q<NoInfer<W>> | Predicate;
interface Join {
  <W>(...conditions: readonly Joined<W>[]): Q<W>;
}

/** All of these. */
export const and: Join = nodes.and as never;
/** At least one of these. */
export const or: Join = nodes.or as never;
/** An odd number of these. */
export const xor: Join = nodes.xor as never;
/** Not this; rows whose field is null are not this either, as in Django. */
export const not: <W>(condition: Joined<W>) => Q<W> = nodes.not as never;

interface Compare {
  // NoInfer: or the names of the model are listed for every gt(1).
  <E extends Expression<string>>(value: E): NoInfer<E>;
  <V>(value: V): Lookup<V>;
}

/** Equal; what a plain value means. For JSON objects inside `json()`, and for transforms. */
export const exact: Compare = nodes.exact as never;
export const gt: Compare = nodes.gt as never;
export const gte: Compare = nodes.gte as never;
export const lt: Compare = nodes.lt as never;
export const lte: Compare = nodes.lte as never;

/** From `first` to `last`, both included. */
export const range: <V>(first: V, last: V) => Lookup<V> = nodes.range as never;

/** Whether there is no value; `isNull(false)` for the opposite. */
export const isNull: (value?: boolean) => Lookup<never> = nodes.isNull as never;

interface TextLookup {
  (text: string | Expression<string>): Lookup<string>;
}

/** Equal, whatever the case. */
export const iExact: TextLookup = nodes.iExact as never;
/** Case counts, except for ASCII letters on SQLite: as in Django. */
export const contains: TextLookup = nodes.contains as never;
export const iContains: TextLookup = nodes.iContains as never;
/** Case counts, except for ASCII letters on SQLite: as in Django. */
export const startsWith: TextLookup = nodes.startsWith as never;
export const iStartsWith: TextLookup = nodes.iStartsWith as never;
/** Case counts, except for ASCII letters on SQLite: as in Django. */
export const endsWith: TextLookup = nodes.endsWith as never;
export const iEndsWith: TextLookup = nodes.iEndsWith as never;
/** A regular expression; the database's own on PostgreSQL, JavaScript's on SQLite. */
export const regex: TextLookup = nodes.regex as never;
export const iRegex: TextLookup = nodes.iRegex as never;

interface IsIn {
  <M>(query: Rows<RowOf<M>>): Lookup<RowOf<M>>;
  <V>(query: Rows<Readonly<Record<string, V>>>): Lookup<V>;
  <V>(query: Rows<V>): Lookup<V>;
  <V>(values: readonly V[]): Lookup<V>;
}

/** One of these: values, objects, a query of objects, or a query of one column. */
export const isIn: IsIn = nodes.isIn as never;

interface PartOfDate {
  (value: number | Lookup<number> | Expression<string>): DateLookup;
}

/** The year, in the current time zone for moments. */
export const year: PartOfDate = nodes.year as never;
/** The year of the ISO week. */
export const isoYear: PartOfDate = nodes.isoYear as never;
/** 1 to 4. */
export const quarter: PartOfDate = nodes.quarter as never;
/** 1 to 12. */
export const month: PartOfDate = nodes.month as never;
/** The ISO week, 1 to 53. */
export const week: PartOfDate = nodes.week as never;
/** 1 for Sunday to 7 for Saturday. */
export const weekDay: PartOfDate = nodes.weekDay as never;
/** 1 for Monday to 7 for Sunday. */
export const isoWeekDay: PartOfDate = nodes.isoWeekDay as never;
export const day: PartOfDate = nodes.day as never;
export const hour: PartOfDate = nodes.hour as never;
export const minute: PartOfDate = nodes.minute as never;
export const second: PartOfDate = nodes.second as never;

/** The day of a moment, in the current time zone: `date("2026-11-22")`, `date(gt("2026-01-01"))`. */
export const date: (value: string | Lookup<string>) => DateLookup = nodes.date as never;
/** The time of day of a moment, in the current time zone. */
export const time: (value: string | Lookup<string>) => DateLookup = nodes.time as never;

/**
 * A comparison that `registerLookup` made, or a part of the value that `registerTransform` made, which takes a
 * value or another lookup: `{ title: lookup("soundex", "Meyer") }`.
 */
export const lookup: (name: string, value: unknown) => Lookup<never> = nodes.lookup as never;

/** Conditions inside a JSON value: `json({ size: { width: gt(3) } })`. */
export const json: <V>(where: JsonWhere<NoInfer<V>>) => JsonLookup<V> = nodes.json as never;
/** Whether a JSON object has a key. */
export const hasKey: (key: string) => JsonLookup<never> = nodes.hasKey as never;
export const hasKeys: (keys: readonly string[]) => JsonLookup<never> = nodes.hasKeys as never;
export const hasAnyKeys: (keys: readonly string[]) => JsonLookup<never> = nodes.hasAnyKeys as never;
