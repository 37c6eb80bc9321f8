/** Expressions, typed by what they compute. Implemented in the room `query`. */
import * as nodes from "../../query/index.ts";
import type { ColumnType } from "../../query/index.ts";
import type { Computed, Expression, Lookup, Predicate, Q, Where } from "../types/conditions.ts";
import type { FilteredRelation, Operand, Rows } from "../types/expressions.ts";

/**
 * The value of a field, an annotation, or a field across one relation: `F("author.name")`.
 *
 * @example
 * await Choice.objects.filter({ id: 7 }).update({ votes: F("votes").plus(1) });
 */
export const F: <const N extends string>(name: N) => Expression<NoInfer<N>> = nodes.F as never;

/**
 * In a subquery, a field of the outer query; the name is checked when the query runs.
 *
 * @example
 * const published = Book.objects.filter({ author: outer("id"), published: isNull(false) });
 * const authors = await Author.objects.filter(exists(published));
 */
export const outer: (name: string) => Lookup<never> & Computed<never> = nodes.outer as never;

/**
 * A value as an expression.
 *
 * @example
 * const books = await Book.objects.annotate({ shown: concat("title", Value("!")) });
 */
export const Value: <V>(value: V, type?: ColumnType) => Computed<V> = nodes.Value as never;

/**
 * Whether a query has any row; the query may refer to the outer row by `outer("id")`.
 *
 * @example
 * const authors = await Author.objects.filter(exists(Book.objects.filter({ author: outer("id") })));
 */
export const exists: (query: Rows<unknown>) => Predicate = nodes.exists as never;

/**
 * A name for a relation with a condition on its rows: Django's `FilteredRelation`. annotate() and alias() take it, and
 * what follows uses the name as that of a relation. The condition is written from the model, as in filter(), and belongs
 * to the join: rows without such related objects stay.
 *
 * @example
 * const novels = filteredRelation("books", { books: { genres: { name: "Novel" } } });
 * const authors = await Author.objects.annotate({ novels }).values("name", "novels.title");
 */
export const filteredRelation: <const N extends string>(
  relation: N,
  condition: object,
) => FilteredRelation<N> = nodes.filteredRelation as never;

interface Subquery {
  <V>(query: Rows<Readonly<Record<string, V>>>): Computed<V | null>;
  <V>(query: Rows<V>): Computed<V | null>;
}

/**
 * The value of a query's only column, from its first row.
 *
 * @example
 * const titles = Book.objects.filter({ author: outer("id") }).orderBy("-pages").values("title");
 * const authors = await Author.objects.annotate({ longest: subquery(titles.limit(1)) });
 */
export const subquery: Subquery = nodes.subquery as never;

/** A case of {@link Case}. */
export interface Branch<out V> {
  readonly "~branch": V;
}

/**
 * A case of {@link Case}: the result if the condition holds; use `F("name")` for a field's value.
 *
 * @example
 * const size = Case([When({ pages: gt(500) }, "long")], { default: "short" });
 * const books = await Book.objects.annotate({ size });
 */
export const When: <V, W = unknown>(
  condition: NoInfer<W> | Q<Where<W>> | Predicate | object,
  result: V | Computed<V>,
) => Branch<V> = nodes.When as never;

/**
 * The result of the first case whose condition holds.
 *
 * @example
 * const popularity = Case([When({ votes: gt(9) }, "many"), When({ votes: gt(0) }, "few")], { default: "none" });
 * const choices = await Choice.objects.annotate({ popularity });
 */
export const Case: <V, D extends V | null = null>(
  branches: readonly Branch<V>[],
  options?: { readonly default?: D; readonly type?: ColumnType },
) => Computed<V | D> = nodes.Case as never;

/**
 * The first value that is not null.
 *
 * @example
 * const books = await Book.objects.annotate({ cost: coalesce("price", Value("0")) });
 */
export const coalesce: <V = unknown>(...operands: readonly (Operand | V)[]) => Computed<V> =
  nodes.coalesce as never;

/**
 * The largest of several values.
 *
 * @example
 * const books = await Book.objects.annotate({ atLeast: greatest("pages", Value(100)) });
 */
export const greatest: <V = unknown>(...operands: readonly (Operand | V)[]) => Computed<V> =
  nodes.greatest as never;

/**
 * The smallest of several values.
 *
 * @example
 * const books = await Book.objects.annotate({ atMost: least("pages", Value(100)) });
 */
export const least: <V = unknown>(...operands: readonly (Operand | V)[]) => Computed<V> =
  nodes.least as never;

/**
 * Null if both are equal, otherwise the first.
 *
 * @example
 * const books = await Book.objects.annotate({ known: nullIf("pages", Value(0)) });
 */
export const nullIf: <V = unknown>(first: Operand, second: Operand | V) => Computed<V | null> =
  nodes.nullIf as never;

/**
 * A database function that mkweb has no name for: Django's `Func`.
 *
 * @example
 * const books = await Book.objects.annotate({ code: func<string>("soundex", ["title"]) });
 */
export const func: <V = unknown>(
  name: string,
  operands: readonly unknown[],
  options?: { readonly type?: ColumnType; readonly template?: string; readonly separator?: string },
) => Computed<V> = nodes.func as never;

/**
 * Converts to another type, created by `columnType`.
 *
 * @example
 * const books = await Book.objects.annotate({ digits: cast<string>("pages", columnType("text")) });
 */
export const cast: <V = unknown>(operand: Operand, type: ColumnType) => Computed<V> =
  nodes.cast as never;
