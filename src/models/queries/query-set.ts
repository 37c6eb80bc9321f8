import { queryOf, type LockOptions, type Query } from "../../query/index.ts";
import { infoOf } from "../meta/registry.ts";
import type { Condition } from "../types/conditions.ts";
import type {
  Aggregates,
  Annotations,
  Judged,
  Result,
  Rows,
  rowsOf,
  Shown,
} from "../types/expressions.ts";
import type { Deleted } from "../types/model-object.ts";
import type { At, Named, Ordered, Prefetched, Relation } from "../types/paths.ts";
import type { Annotated, Id, Loaded, ModelOf, New, Only, RowOf, Without } from "../types/row.ts";
import type { BulkCreateOptions, Changes, Rest, UpdateOrCreateRest } from "../types/writing.ts";
import { Evaluation } from "./evaluation.ts";
import { queryOfModel } from "./model-query.ts";
import type { Prefetch } from "./prefetch.ts";
import { runIterator } from "./run.ts";
import type { AnyQuerySet } from "./any.ts";
import { deleteRows } from "./deleting.ts";
import { refuseOthers } from "./refuse-others.ts";
import { source, type Source } from "./source.ts";
import * as reading from "./reading.ts";
import * as writing from "./writing.ts";

/** Units of `dates()` and `datetimes()`. */
type DateKind = "year" | "month" | "week" | "day";
type MomentKind = DateKind | "hour" | "minute" | "second";

/**
 * Rows of a model that are not loaded yet: Django's QuerySet. Methods that refine it return a new one; `await`,
 * `for await` and methods that return a promise run it. Results are kept: awaiting the same query set again reads
 * nothing.
 */
export class QuerySet<in out M, out R = M> implements Rows<R>, PromiseLike<R[]>, AsyncIterable<R> {
  declare readonly [rowsOf]: R;
  readonly [source]: Source;
  #evaluation: Evaluation | undefined;

  /** Created by `Model.objects`; subclasses have no constructor. */
  constructor(made: Source) {
    this[source] = made;
  }

  /** Stores rows loaded elsewhere, such as by a prefetch, as the result. */
  static fill(set: object, rows: readonly unknown[]): void {
    (set as QuerySet<unknown>).#evaluation = Evaluation.of(rows);
  }

  /** The query for compilers; conditions accept query sets directly. */
  get [queryOf](): Query {
    return this[source].query;
  }

  /** The model class. */
  get model(): unknown {
    return this[source].info.model;
  }

  /** Whether the rows are ordered, explicitly or by the model. */
  get ordered(): boolean {
    return this[source].query.isOrdered;
  }

  /** For functions that know the model at run time only. */
  get #untyped(): AnyQuerySet {
    return this as never;
  }

  #with(more: Partial<Source>): never {
    return Reflect.construct(this.constructor as typeof QuerySet, [
      { ...this[source], ...more },
    ]) as never;
  }

  #query(change: (query: Query) => Query): never {
    return this.#with({ query: change(this[source].query) });
  }

  /** Returns a copy that reads the rows anew. */
  all(): this {
    return this.#with({});
  }

  /** Keeps rows that meet all conditions. Conditions in one call apply to the same related row, in several calls to any. */
  filter(...conditions: readonly Condition<M>[]): this {
    return this.#query((query) => query.filter(...(conditions as never[])));
  }

  /** Removes rows that meet all conditions. */
  exclude(...conditions: readonly Condition<M>[]): this {
    return this.#query((query) => query.exclude(...(conditions as never[])));
  }

  /** Orders by these, `-` before a name for descending; without names removes the order. `"?"` is random. */
  orderBy<const P extends string | object>(
    ...names: readonly (P & NoInfer<Ordered<M, P>>)[]
  ): this {
    return this.#query((query) => query.orderBy(...(names as never[])));
  }

  reverse(): this {
    return this.#query((query) => query.reverse());
  }

  /** Removes duplicate rows; with names, on PostgreSQL, keeps one row per value of these. */
  distinct<const P extends string>(...names: readonly (P & NoInfer<Named<M, P>>)[]): this {
    return this.#query((query) => query.distinct(...(names as never[])));
  }

  /** Keeps the first `count` rows. @throws {RangeError} If it is negative. */
  limit(count: number): this {
    return this.#query((query) => query.limit(count));
  }

  /** Skips the first `count` rows. @throws {RangeError} If it is negative. */
  offset(count: number): this {
    return this.#query((query) => query.offset(count));
  }

  /** Returns an empty query set, which never asks the database. */
  none(): this {
    return this.#query((query) => query.none());
  }

  /** Locks the rows until the transaction ends; changes nothing on SQLite, which has only one writer. */
  selectForUpdate(options: LockOptions = {}): this {
    return this.#query((query) => query.selectForUpdate(options));
  }

  /** Uses another database of DATABASES. */
  using(alias: string): this {
    return this.#with({ alias });
  }

  /** Loads related objects in the same statement; `null` removes earlier requests. */
  selectRelated<const P extends string | null>(
    ...names: readonly (P & NoInfer<Relation<M, P, true>>)[]
  ): QuerySet<M, R & Loaded<M, P>> {
    const given: readonly (string | null)[] = names;
    if (given.includes(null)) return this.#query((query) => query.selectNoRelated());
    return this.#query((query) => query.selectRelated(...(names as never[])));
  }

  /** Loads related objects with one statement per relation; `null` removes earlier requests. */
  prefetchRelated<const P extends string | object | null>(
    ...lookups: readonly (P & NoInfer<Prefetched<M, P>>)[]
  ): this {
    const given: readonly (string | object | null)[] = lookups;
    if (given.includes(null)) return this.#with({ prefetches: [] });
    const prefetches = [...this[source].prefetches, ...(given as (string | Prefetch)[])];
    return this.#with({ prefetches });
  }

  /** Adds computed values to each row: `annotate({ many: count("books") })`. */
  annotate<const A extends Annotations>(
    annotations: A & Judged<M, A>,
  ): QuerySet<
    Annotated<M, { readonly [K in keyof A]: Result<M, A[K]> }>,
    R & { readonly [K in Shown<A>]: Result<M, A[K]> }
  > {
    return this.#query((query) => query.annotate(annotations));
  }

  /** Like annotate(), but for conditions and ordering only. */
  alias<const A extends Annotations>(
    annotations: A & Judged<M, A>,
  ): QuerySet<Annotated<M, { readonly [K in keyof A]: Result<M, A[K]> }>, R> {
    return this.#query((query) => query.alias(annotations));
  }

  /** Returns plain objects with some fields, or all fields without names. */
  values(): QuerySet<M, Readonly<Record<string, unknown>>>;
  values<const P extends string>(
    ...names: readonly (P & NoInfer<Named<M, P>>)[]
  ): QuerySet<M, { readonly [K in P]: At<M, K> }>;
  values<const A extends Annotations>(
    annotations: A & Judged<M, A>,
  ): QuerySet<
    Annotated<M, { readonly [K in keyof A]: Result<M, A[K]> }>,
    { readonly [K in keyof A]: Result<M, A[K]> }
  >;
  values(...names: readonly unknown[]): never {
    return this.#with({ query: this[source].query.values(...(names as never[])), shape: "values" });
  }

  /** Returns lists of some fields; with `{ flat: true }` the values of one. */
  valuesList<const P extends string>(
    name: P & NoInfer<Named<M, P>>,
    options: { readonly flat: true },
  ): QuerySet<M, At<M, P>>;
  valuesList<const P extends readonly string[]>(
    ...names: { readonly [I in keyof P]: P[I] & NoInfer<Named<M, P[I]>> }
  ): QuerySet<M, { readonly [I in keyof P]: At<M, P[I]> }>;
  valuesList(...given: readonly unknown[]): never {
    const { names, shape } = reading.listShape(given);
    return this.#with({ query: this[source].query.values(...(names as never[])), shape });
  }

  /** Returns the dates of a field, or the first days of its years, months or weeks. */
  dates<const P extends string>(
    name: P & NoInfer<Named<M, P>>,
    kind: DateKind,
    order: "asc" | "desc" = "asc",
  ): QuerySet<M, string> {
    return this.#with(reading.datesSource(this[source], name, kind, order));
  }

  /** Returns the moments of a field, truncated in the current time zone. */
  datetimes<const P extends string>(
    name: P & NoInfer<Named<M, P>>,
    kind: MomentKind,
    order: "asc" | "desc" = "asc",
  ): QuerySet<M, Date> {
    return this.#with(reading.momentsSource(this[source], name, kind, order));
  }

  /** Loads only these fields. R comes from `this`: using it in a mapped type would make QuerySet invariant. */
  only<Self, const P extends string>(
    this: QuerySet<M, Self>,
    ...names: readonly (P & NoInfer<Named<M, P>>)[]
  ): QuerySet<M, Only<Self, P>> {
    return this.#query((query) => query.only(...(names as never[])));
  }

  /** Does not load these fields; `null` removes earlier requests. */
  defer<Self, const P extends string | null>(
    this: QuerySet<M, Self>,
    ...names: readonly (P & NoInfer<Named<M, P>>)[]
  ): QuerySet<M, Without<Self, P>> {
    return this.#query((query) => query.defer(...(names as never[])));
  }

  /** Combines rows of several queries without duplicates, or with duplicates for `{ all: true }` as the last argument. */
  union(...others: readonly (Rows<R> | UnionOptions)[]): this {
    return this.#with({ query: reading.combined(this[source].query, "union", others) });
  }

  intersection(...others: readonly Rows<R>[]): this {
    return this.#with({ query: reading.combined(this[source].query, "intersection", others) });
  }

  difference(...others: readonly Rows<R>[]): this {
    return this.#with({ query: reading.combined(this[source].query, "difference", others) });
  }

  /** Keeps rows that are in both; Django's `&`. */
  and(other: Rows<R>): this {
    return this.#with({ query: reading.combined(this[source].query, "and", [other]) });
  }

  /** Returns rows that are in either; Django's `|`. */
  or(other: Rows<R>): this {
    return this.#with({ query: reading.combined(this[source].query, "or", [other]) });
  }

  /** Returns rows that are in exactly one; Django's `^`. */
  xor(other: Rows<R>): this {
    return this.#with({ query: reading.combined(this[source].query, "xor", [other]) });
  }

  /**
   * Returns the only row, or the one that meets the conditions.
   *
   * @throws {DoesNotExist} If there is none. {@link MultipleObjectsReturned} if there are several.
   */
  get(...conditions: readonly Condition<M>[]): Promise<R> {
    return reading.get(this.#untyped, conditions) as Promise<R>;
  }

  /** Returns the first row, ordered by key by default; `undefined` if there is none. */
  async first(): Promise<R | undefined> {
    if (this.#evaluation && this[source].query.isOrdered) return (await this)[0];
    return reading.first(this.#untyped) as Promise<R | undefined>;
  }

  /** Returns the last row, ordered by key by default; `undefined` if there is none. */
  last(): Promise<R | undefined> {
    return reading.last(this.#untyped) as Promise<R | undefined>;
  }

  /** Returns the row at an index from 0; `undefined` if there are fewer. @throws {RangeError} If it is negative. */
  async at(index: number): Promise<R | undefined> {
    if (this.#evaluation && Number.isInteger(index) && index >= 0) return (await this)[index];
    return reading.at(this.#untyped, index) as Promise<R | undefined>;
  }

  /** Returns the row with the largest values, by default of `getLatestBy`. @throws {DoesNotExist} If there is none. */
  latest<const P extends string>(...names: readonly (P & NoInfer<Ordered<M, P>>)[]): Promise<R> {
    return reading.extreme(this.#untyped, names, "latest") as Promise<R>;
  }

  /** Returns the row with the smallest values. @throws {DoesNotExist} If there is none. */
  earliest<const P extends string>(...names: readonly (P & NoInfer<Ordered<M, P>>)[]): Promise<R> {
    return reading.extreme(this.#untyped, names, "earliest") as Promise<R>;
  }

  count(): Promise<number> {
    return this.#evaluation ? this.#evaluation.count() : reading.count(this[source]);
  }

  exists(): Promise<boolean> {
    return this.#evaluation ? this.#evaluation.exists() : reading.exists(this[source]);
  }

  /** Whether an object's row is included. @throws {TypeError} If the object is not saved, or is of another model. */
  async contains(object: RowOf<ModelOf<M>>): Promise<boolean> {
    if (this.#evaluation) return reading.isAmong(await this, object);
    return reading.contains(this.#untyped, object);
  }

  /** Returns rows by key, or by another unique field. */
  inBulk(ids?: readonly unknown[], options: InBulkOptions = {}): Promise<Map<Id<M> & {}, R>> {
    return reading.inBulk(this.#untyped, ids, options) as never;
  }

  /** Computes values over all rows: `aggregate({ total: sum("price") })`. */
  aggregate<const A extends Aggregates>(
    aggregates: A & Judged<M, A>,
  ): Promise<{ readonly [K in keyof A]: Result<M, A[K]> }> {
    return reading.aggregate(this[source], aggregates) as Promise<{
      readonly [K in keyof A]: Result<M, A[K]>;
    }>;
  }

  /** Returns the database's plan for the query. */
  explain(options: Readonly<Record<string, unknown>> = {}): Promise<string> {
    return reading.explain(this[source], options);
  }

  /** Yields the rows without keeping them in memory. @param chunkSize Default 2,000. */
  iterator({ chunkSize = 2000 }: { readonly chunkSize?: number } = {}): AsyncIterable<R> {
    return runIterator(this[source], chunkSize) as AsyncIterable<R>;
  }

  /** Updates every row in one statement. @returns The number of matched rows. */
  update(values: Changes<M>): Promise<number> {
    this.#evaluation = undefined;
    return writing.update(this[source], values);
  }

  /** Deletes every row and what belongs to it, by `onDelete`. */
  async delete(): Promise<Deleted> {
    const deleted = await deleteRows(this);
    this.#evaluation = undefined;
    return deleted;
  }

  /** Creates and saves an object. */
  create(data: New<M>): Promise<ModelOf<M>> {
    return writing.create(this[source], data) as Promise<ModelOf<M>>;
  }

  /**
   * Returns the row that meets the conditions or creates it, and whether it is new. Also finds a row that somebody else
   * creates at the same time.
   *
   * @param rest Additional values of a new row.
   * @throws {MultipleObjectsReturned} If there are several.
   * @throws {MultipleObjectsReturned} There are several.
   */
  getOrCreate<K extends keyof New<M>>(
    where: Pick<New<M>, K>,
    ...rest: Rest<Omit<New<M>, K>>
  ): Promise<readonly [object: ModelOf<M>, created: boolean]> {
    return writing.getOrCreate(this.#untyped, where, rest[0] ?? {}) as never;
  }

  /**
   * Updates the row that meets the conditions or creates it; returns it and whether it is new.
   *
   * @param rest Values for both cases; or values for an update, followed by those of a new row.
   */
  updateOrCreate<K extends keyof New<M>>(
    where: Pick<New<M>, K>,
    ...rest: UpdateOrCreateRest<M, K>
  ): Promise<readonly [object: ModelOf<M>, created: boolean]> {
    return writing.updateOrCreate(this.#untyped, where, rest[0] ?? {}, rest[1]) as never;
  }

  /** Creates many rows with few statements; sends no signals and does not call `save`. */
  bulkCreate(
    rows: readonly (New<M> | RowOf<ModelOf<M>>)[],
    options: BulkCreateOptions<M> = {},
  ): Promise<ModelOf<M>[]> {
    return writing.bulkCreate(this[source], rows, options) as Promise<ModelOf<M>[]>;
  }

  /** Updates some fields of many objects with few statements. @returns The number of matched rows. */
  bulkUpdate<const P extends string>(
    objects: readonly RowOf<ModelOf<M>>[],
    names: readonly (P & NoInfer<Named<M, P>>)[],
    options: { readonly batchSize?: number } = {},
  ): Promise<number> {
    return writing.bulkUpdate(this.#untyped, objects, names, options);
  }

  /** Returns objects from your own SQL, with `?` for the values. */
  raw(sql: string, values: readonly unknown[] = []): PromiseLike<M[]> & AsyncIterable<M> {
    return reading.raw(this[source], sql, values) as PromiseLike<M[]> & AsyncIterable<M>;
  }

  then<A = R[], B = never>(
    done?: ((rows: R[]) => A | PromiseLike<A>) | null,
    failed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#rows().then(done, failed);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<R, void, undefined> {
    yield* await this.#rows();
  }

  #rows(): Promise<R[]> {
    return (this.#evaluation ??= new Evaluation(this[source])).rows() as Promise<R[]>;
  }

  /** @throws {TypeError} Always: choose the fields with `values()` and await it. */
  toJSON(): never {
    throw new TypeError(
      `${this.toString()} is not JSON serializable: await it with the fields to show, as in values("id").`,
    );
  }

  toString(): string {
    return `<QuerySet of ${this[source].info.label}>`;
  }
}

refuseOthers(QuerySet.prototype, {
  all: { most: 0 },
  reverse: { most: 0 },
  none: { most: 0 },
  limit: { most: 1 },
  offset: { most: 1 },
  selectForUpdate: { most: 1, options: ["nowait", "skipLocked", "of", "noKey"] },
  using: { most: 1 },
  annotate: { most: 1 },
  alias: { most: 1 },
  dates: { most: 3 },
  datetimes: { most: 3 },
  and: { most: 1 },
  or: { most: 1 },
  xor: { most: 1 },
  iterator: { most: 1, options: ["chunkSize"] },
  raw: { most: 2 },
  first: { most: 0, later: true },
  last: { most: 0, later: true },
  at: { most: 1, later: true },
  count: { most: 0, later: true },
  exists: { most: 0, later: true },
  contains: { most: 1, later: true },
  inBulk: { most: 2, options: ["field"], later: true },
  aggregate: { most: 1, later: true },
  explain: { most: 1, later: true },
  update: { most: 1, later: true },
  delete: { most: 0, later: true },
  create: { most: 1, later: true },
  getOrCreate: { most: 2, later: true },
  updateOrCreate: { most: 3, later: true },
  bulkCreate: {
    most: 2,
    options: ["batchSize", "ignoreConflicts", "updateConflicts", "updateFields", "uniqueFields"],
    later: true,
  },
  bulkUpdate: { most: 3, options: ["batchSize"], later: true },
});

// Prevents templates from calling them.
for (const name of [
  "bulkCreate",
  "bulkUpdate",
  "create",
  "delete",
  "getOrCreate",
  "raw",
  "update",
  "updateOrCreate",
] as const) {
  Object.assign(Object(QuerySet.prototype[name]), { altersData: true });
}

/** Stores rows loaded elsewhere as a query set's result. */
export function fillQuerySet(set: object, rows: readonly unknown[]): void {
  QuerySet.fill(set, rows);
}

export interface UnionOptions {
  readonly all: boolean;
}

export interface InBulkOptions {
  /** A unique field. Default the primary key. */
  readonly field?: string;
}

/** Returns a query set of all rows of a model. */
export function querySetOf(model: unknown): QuerySet<object> {
  const info = infoOf(model);
  const made = info.options.querySet;
  const Class = typeof made === "function" ? made : QuerySet;
  return Reflect.construct(Class, [
    { info, query: queryOfModel(info), shape: "objects", prefetches: [] },
  ]) as QuerySet<object>;
}
