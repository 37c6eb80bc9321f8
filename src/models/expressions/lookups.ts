/** Conditions, typed by the fields that they fit. Implemented in the room `query`. */
import * as nodes from "../../query/index.ts";
import type {
  Expression,
  JsonLookup,
  JsonWhere,
  Lookup,
  Predicate,
  Q,
} from "../types/conditions.ts";
import type { Rows } from "../types/expressions.ts";
import type { RowOf } from "../types/row.ts";

// NoInfer: the model comes from where the condition is used, so the words in it are checked against that model.
type Joined<W> = NoInfer<W> | Q<NoInfer<W>> | Predicate;
interface Join {
  <W>(...conditions: readonly Joined<W>[]): Q<W>;
}

/**
 * All conditions hold.
 *
 * @example
 * const books = await Book.objects.filter(and({ pages: gt(100) }, { title: contains("sea") }));
 */
export const and: Join = nodes.and as never;

/**
 * At least one condition holds.
 *
 * @example
 * const books = await Book.objects.filter(or({ pages: lt(100) }, { title: startsWith("A") }));
 */
export const or: Join = nodes.or as never;

/**
 * An odd number of conditions holds.
 *
 * @example
 * const books = await Book.objects.filter(xor({ pages: lt(100) }, { title: startsWith("A") }));
 */
export const xor: Join = nodes.xor as never;

/**
 * The condition does not hold; like in Django, rows whose field is null are not matched either.
 *
 * @example
 * const books = await Book.objects.filter(not({ title: startsWith("A") }));
 */
export const not: <W>(condition: Joined<W>) => Q<W> = nodes.not as never;

interface Compare {
  // NoInfer: or the names of the model are listed for every gt(1).
  <E extends Expression<string>>(value: E): NoInfer<E>;
  <V>(value: V): Lookup<V>;
}

/**
 * Equal, like a plain value. For JSON objects inside `json()`, and for transforms.
 *
 * @example
 * const books = await Book.objects.filter({ title: exact("Emma") });
 */
export const exact: Compare = nodes.exact as never;

/**
 * Greater than.
 *
 * @example
 * const books = await Book.objects.filter({ pages: gt(100) });
 */
export const gt: Compare = nodes.gt as never;

/**
 * Greater than or equal.
 *
 * @example
 * const books = await Book.objects.filter({ pages: gte(100) });
 */
export const gte: Compare = nodes.gte as never;

/**
 * Less than.
 *
 * @example
 * const books = await Book.objects.filter({ pages: lt(100) });
 */
export const lt: Compare = nodes.lt as never;

/**
 * Less than or equal.
 *
 * @example
 * const books = await Book.objects.filter({ pages: lte(100) });
 */
export const lte: Compare = nodes.lte as never;

/**
 * From `first` to `last`, both included.
 *
 * @example
 * const books = await Book.objects.filter({ pages: range(100, 200) });
 */
export const range: <V>(first: V, last: V) => Lookup<V> = nodes.range as never;

/**
 * Null; `isNull(false)` for not null.
 *
 * @example
 * const unpublished = await Book.objects.filter({ published: isNull() });
 */
export const isNull: (value?: boolean) => Lookup<never> = nodes.isNull as never;

interface TextLookup {
  (text: string | Expression<string>): Lookup<string>;
}

/**
 * Equal, ignoring case.
 *
 * @example
 * const books = await Book.objects.filter({ title: iExact("emma") });
 */
export const iExact: TextLookup = nodes.iExact as never;

/**
 * Contains a text. Case-sensitive, except for ASCII letters on SQLite, as in Django.
 *
 * @example
 * const books = await Book.objects.filter({ title: contains("sea") });
 */
export const contains: TextLookup = nodes.contains as never;

/**
 * Contains a text, ignoring case.
 *
 * @example
 * const books = await Book.objects.filter({ title: iContains("sea") });
 */
export const iContains: TextLookup = nodes.iContains as never;

/**
 * Starts with a text. Case-sensitive, except for ASCII letters on SQLite, as in Django.
 *
 * @example
 * const books = await Book.objects.filter({ title: startsWith("The ") });
 */
export const startsWith: TextLookup = nodes.startsWith as never;

/**
 * Starts with a text, ignoring case.
 *
 * @example
 * const books = await Book.objects.filter({ title: iStartsWith("the ") });
 */
export const iStartsWith: TextLookup = nodes.iStartsWith as never;

/**
 * Ends with a text. Case-sensitive, except for ASCII letters on SQLite, as in Django.
 *
 * @example
 * const books = await Book.objects.filter({ title: endsWith("!") });
 */
export const endsWith: TextLookup = nodes.endsWith as never;

/**
 * Ends with a text, ignoring case.
 *
 * @example
 * const books = await Book.objects.filter({ title: iEndsWith("end") });
 */
export const iEndsWith: TextLookup = nodes.iEndsWith as never;

/**
 * Matches a regular expression; the database's own on PostgreSQL, JavaScript's on SQLite.
 *
 * @example
 * const books = await Book.objects.filter({ title: regex("^(An?|The) ") });
 */
export const regex: TextLookup = nodes.regex as never;

/**
 * Like {@link regex}, ignoring case.
 *
 * @example
 * const books = await Book.objects.filter({ title: iRegex("^(an?|the) ") });
 */
export const iRegex: TextLookup = nodes.iRegex as never;

interface IsIn {
  <M>(query: Rows<RowOf<M>>): Lookup<RowOf<M>>;
  <V>(query: Rows<Readonly<Record<string, V>>>): Lookup<V>;
  <V>(query: Rows<V>): Lookup<V>;
  <V>(values: readonly V[]): Lookup<V>;
}

/**
 * One of several values or objects, of a query of objects, or of a query of one column.
 *
 * @example
 * const books = await Book.objects.filter({ author: isIn(Author.objects.filter({ active: true })) });
 */
export const isIn: IsIn = nodes.isIn as never;

/**
 * A comparison from `registerLookup`, or a part of the value from `registerTransform`, which takes a value or another
 * lookup.
 *
 * @example
 * const books = await Book.objects.filter({ title: lookup("soundex", "Meyer") });
 */
export const lookup: (name: string, value: unknown) => Lookup<never> = nodes.lookup as never;

/**
 * Conditions on parts of a JSON value.
 *
 * @example
 * class Item extends defineModel(() => Item, {
 *   details: fields.json<{ size: { width: number } }>(),
 * }) {}
 * const wide = await Item.objects.filter({ details: json({ size: { width: gt(3) } }) });
 */
export const json: <V>(where: JsonWhere<NoInfer<V>>) => JsonLookup<V> = nodes.json as never;

/**
 * A JSON object has a key.
 *
 * @example
 * class Item extends defineModel(() => Item, { details: fields.json<{ color?: string }>() }) {}
 * const colored = await Item.objects.filter({ details: hasKey("color") });
 */
export const hasKey: (key: string) => JsonLookup<never> = nodes.hasKey as never;

/**
 * A JSON object has all of these keys.
 *
 * @example
 * class Item extends defineModel(() => Item, { details: fields.json<object>() }) {}
 * const sized = await Item.objects.filter({ details: hasKeys(["width", "height"]) });
 */
export const hasKeys: (keys: readonly string[]) => JsonLookup<never> = nodes.hasKeys as never;

/**
 * A JSON object has at least one of these keys.
 *
 * @example
 * class Item extends defineModel(() => Item, { details: fields.json<object>() }) {}
 * const sized = await Item.objects.filter({ details: hasAnyKeys(["width", "height"]) });
 */
export const hasAnyKeys: (keys: readonly string[]) => JsonLookup<never> = nodes.hasAnyKeys as never;
