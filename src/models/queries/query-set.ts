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
} from "../types/expressions.ts";
import type { Deleted } from "../types/model-object.ts";
import type { At, Named, Ordered, Relation } from "../types/paths.ts";
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

/** The kinds of dates that `dates()` answers, and of moments that `datetimes()` answers. */
type DateKind = "year" | "month" | "week" | "day";
type MomentKind = DateKind | "hour" | "minute" | "second";

/**
 * Rows of a model that are not read yet: Django's QuerySet. Every method that narrows or shapes it answers a
 * new one; `await`, `for await` and the methods that answer a promise run it. What was read is kept: awaiting
 * the same query set again reads nothing.
 */
export class QuerySet<in out M, out R = M> implements Rows<R>, PromiseLike<R[]>, AsyncIterable<R> {
  declare readonly [rowsOf]: R;
  readonly [source]: Source;
  #evaluation: Evaluation | undefined;

  /** Made by `Model.objects`; a subclass with methods of its own has no constructor. */
  constructor(made: Source) {
    this[source] = made;
  }

  /** Rows that were read before, as a prefetch does, in place of the query. */
  static fill(set: object, rows: readonly unknown[]): void {
    (set as QuerySet<unknown>).#evaluation = Evaluation.of(rows);
  }

  /** The query for those who compile it: conditions take query sets as they are. */
  get [queryOf](): Query {
    return this[source].query;
  }

  /** The class of the objects. */
  get model(): unknown {
    return this[source].info.model;
  }

  /** Whether the rows come in an order: one asked for, or the model's own. */
  get ordered(): boolean {
    return this[source].query.isOrdered;
  }

  /** For the functions that do the work, which know the model at run time only. */
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

  /** The same rows, to be read anew. */
  all(): this {
    return this.#with({});
  }

  /** Rows for which all of this holds. Conditions in one call speak of one related row, in several calls of any. */
  filter(...conditions: readonly Condition<M>[]): this {
    return this.#query((query) => query.filter(...(conditions as never[])));
  }

  /** Rows for which this does not hold. */
  exclude(...conditions: readonly Condition<M>[]): this {
    return this.#query((query) => query.exclude(...(conditions as never[])));
  }

  /** By these, `-` before a name for descending; none at all without names. `"?"` is at random. */
  orderBy<const P extends string>(...names: readonly (Ordered<M, P> | object)[]): this {
    return this.#query((query) => query.orderBy(...(names as never[])));
  }

  reverse(): this {
    return this.#query((query) => query.reverse());
  }

  /** Each row once; with names, on PostgreSQL, one row for each value of these. */
  distinct<const P extends string>(...names: readonly Named<M, P>[]): this {
    return this.#query((query) => query.distinct(...(names as never[])));
  }

  /** The first `count` rows. @throws {RangeError} It is negative. */
  limit(count: number): this {
    return this.#query((query) => query.limit(count));
  }

  /** Leaves the first `count` rows out. @throws {RangeError} It is negative. */
  offset(count: number): this {
    return this.#query((query) => query.offset(count));
  }

  /** No row at all, without asking the database. */
  none(): this {
    return this.#query((query) => query.none());
  }

  /** Locks the rows until the transaction ends; on SQLite, where a writer is alone anyway, it changes nothing. */
  selectForUpdate(options: LockOptions = {}): this {
    return this.#query((query) => query.selectForUpdate(options));
  }

  /** Asks another database of DATABASES. */
  using(alias: string): this {
    return this.#with({ alias });
  }

  /** Reads the other ends of relations along, in the same statement; `null` takes back what was asked before. */
  selectRelated<const P extends string>(
    ...names: readonly (Relation<M, P, true> | null)[]
  ): QuerySet<M, R & Loaded<M, P>> {
    if (names.includes(null)) return this.#query((query) => query.selectNoRelated());
    return this.#query((query) => query.selectRelated(...(names as never[])));
  }

  /** Reads the other ends of relations along, with one statement for each; `null` takes back what was asked before. */
  prefetchRelated<const P extends string>(
    ...lookups: readonly (Relation<M, P> | Prefetch | null)[]
  ): this {
    if (lookups.includes(null)) return this.#with({ prefetches: [] });
    const prefetches = [...this[source].prefetches, ...(lookups as (string | Prefetch)[])];
    return this.#with({ prefetches });
  }

  /** Computes something for each row: `annotate({ many: count("books") })`. */
  annotate<const A extends Annotations>(
    annotations: A & Judged<M, A>,
  ): QuerySet<
    Annotated<M, { readonly [K in keyof A]: Result<M, A[K]> }>,
    R & { readonly [K in keyof A]: Result<M, A[K]> }
  > {
    return this.#query((query) => query.annotate(annotations));
  }

  /** As annotate(), for conditions and orders only. */
  alias<const A extends Annotations>(
    annotations: A & Judged<M, A>,
  ): QuerySet<Annotated<M, { readonly [K in keyof A]: Result<M, A[K]> }>, R> {
    return this.#query((query) => query.alias(annotations));
  }

  /** Plain objects of some fields; of all fields without names. */
  values(): QuerySet<M, Readonly<Record<string, unknown>>>;
  values<const P extends string>(
    ...names: readonly Named<M, P>[]
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

  /** Lists of some fields; with `{ flat: true }` the values of one. */
  valuesList<const P extends string>(
    name: Named<M, P>,
    options: { readonly flat: true },
  ): QuerySet<M, At<M, P>>;
  valuesList<const P extends readonly string[]>(
    ...names: { readonly [I in keyof P]: Named<M, P[I]> }
  ): QuerySet<M, { readonly [I in keyof P]: At<M, P[I]> }>;
  valuesList(...given: readonly unknown[]): never {
    const { names, shape } = reading.listShape(given);
    return this.#with({ query: this[source].query.values(...(names as never[])), shape });
  }

  /** The days, or the first days of the years, months or weeks, that a date field has. */
  dates<const P extends string>(
    name: Named<M, P>,
    kind: DateKind,
    order: "asc" | "desc" = "asc",
  ): QuerySet<M, string> {
    return this.#with(reading.datesSource(this[source], name as never, kind, order));
  }

  /** The moments of a field, cut to a kind in the current time zone. */
  datetimes<const P extends string>(
    name: Named<M, P>,
    kind: MomentKind,
    order: "asc" | "desc" = "asc",
  ): QuerySet<M, Date> {
    return this.#with(reading.momentsSource(this[source], name as never, kind, order));
  }

  /** Reads these fields only. R comes from `this`: what a mapped type does with it would make QuerySet invariant. */
  only<Self, const P extends string>(
    this: QuerySet<M, Self>,
    ...names: readonly Named<M, P>[]
  ): QuerySet<M, Only<Self, P>> {
    return this.#query((query) => query.only(...(names as never[])));
  }

  /** Leaves these fields unread; `null` takes back what was left before. */
  defer<Self, const P extends string>(
    this: QuerySet<M, Self>,
    ...names: readonly (Named<M, P> | null)[]
  ): QuerySet<M, Without<Self, P>> {
    return this.#query((query) => query.defer(...(names as never[])));
  }

  /** Rows of this and of other queries, each once; with `{ all: true }` last, as often as they are there. */
  union(...others: readonly (Rows<R> | UnionOptions)[]): this {
    return this.#with({ query: reading.combined(this[source].query, "union", others) });
  }

  intersection(...others: readonly Rows<R>[]): this {
    return this.#with({ query: reading.combined(this[source].query, "intersection", others) });
  }

  difference(...others: readonly Rows<R>[]): this {
    return this.#with({ query: reading.combined(this[source].query, "difference", others) });
  }

  /** Rows that are in both; Django's `&`. */
  and(other: Rows<R>): this {
    return this.#with({ query: reading.combined(this[source].query, "and", [other]) });
  }

  /** Rows that are in either; Django's `|`. */
  or(other: Rows<R>): this {
    return this.#with({ query: reading.combined(this[source].query, "or", [other]) });
  }

  /** Rows that are in one of both; Django's `^`. */
  xor(other: Rows<R>): this {
    return this.#with({ query: reading.combined(this[source].query, "xor", [other]) });
  }

  /**
   * The one row, or the one for which this holds.
   *
   * @throws {DoesNotExist} There is none. {@link MultipleObjectsReturned}: there are more.
   */
  get(...conditions: readonly Condition<M>[]): Promise<R> {
    return reading.get(this.#untyped, conditions) as Promise<R>;
  }

  /** The first row, by the key where no order was asked for; `undefined` if there is none. */
  async first(): Promise<R | undefined> {
    if (this.#evaluation && this[source].query.isOrdered) return (await this)[0];
    return reading.first(this.#untyped) as Promise<R | undefined>;
  }

  /** The last row, by the key where no order was asked for; `undefined` if there is none. */
  last(): Promise<R | undefined> {
    return reading.last(this.#untyped) as Promise<R | undefined>;
  }

  /** The row at a place counted from 0; `undefined` if there are fewer. @throws {RangeError} It is negative. */
  async at(index: number): Promise<R | undefined> {
    if (this.#evaluation && Number.isInteger(index) && index >= 0) return (await this)[index];
    return reading.at(this.#untyped, index) as Promise<R | undefined>;
  }

  /** The row with the largest of these, by `getLatestBy` without names. @throws {DoesNotExist} There is none. */
  latest<const P extends string>(...names: readonly Ordered<M, P>[]): Promise<R> {
    return reading.extreme(this.#untyped, names, "latest") as Promise<R>;
  }

  /** The row with the smallest of these. @throws {DoesNotExist} There is none. */
  earliest<const P extends string>(...names: readonly Ordered<M, P>[]): Promise<R> {
    return reading.extreme(this.#untyped, names, "earliest") as Promise<R>;
  }

  count(): Promise<number> {
    return this.#evaluation ? this.#evaluation.count() : reading.count(this[source]);
  }

  exists(): Promise<boolean> {
    return this.#evaluation ? this.#evaluation.exists() : reading.exists(this[source]);
  }

  /** Whether the row of an object is among them. @throws {TypeError} The object is not saved, or of another model. */
  async contains(object: RowOf<ModelOf<M>>): Promise<boolean> {
    if (this.#evaluation) return reading.isAmong(await this, object);
    return reading.contains(this.#untyped, object);
  }

  /** Rows by their keys, or by another unique field. */
  inBulk(ids?: readonly unknown[], options: InBulkOptions = {}): Promise<Map<Id<M> & {}, R>> {
    return reading.inBulk(this.#untyped, ids, options) as never;
  }

  /** Computes something of all rows: `aggregate({ total: sum("price") })`. */
  aggregate<const A extends Aggregates>(
    aggregates: A & Judged<M, A>,
  ): Promise<{ readonly [K in keyof A]: Result<M, A[K]> }> {
    return reading.aggregate(this[source], aggregates) as Promise<{
      readonly [K in keyof A]: Result<M, A[K]>;
    }>;
  }

  /** How the database would find the rows, in its own words. */
  explain(options: Readonly<Record<string, unknown>> = {}): Promise<string> {
    return reading.explain(this[source], options);
  }

  /** The rows one by one, without holding them all; what is read is not kept. @param chunkSize Default 2,000. */
  iterator({ chunkSize = 2000 }: { readonly chunkSize?: number } = {}): AsyncIterable<R> {
    return runIterator(this[source], chunkSize) as AsyncIterable<R>;
  }

  /** Sets fields of every row, in one statement. @returns How many rows matched. */
  update(values: Changes<M>): Promise<number> {
    this.#evaluation = undefined;
    return writing.update(this[source], values);
  }

  /** Deletes every row and what belongs to it, as `onDelete` says. */
  async delete(): Promise<Deleted> {
    const deleted = await deleteRows(this);
    this.#evaluation = undefined;
    return deleted;
  }

  /** Makes an object and saves it. */
  create(data: New<M>): Promise<ModelOf<M>> {
    return writing.create(this[source], data) as Promise<ModelOf<M>>;
  }

  /**
   * The row for which this holds, or a new one; and whether it is new. A row that somebody else makes at the
   * same time is found.
   *
   * @param rest What a new row has besides.
   * @throws {MultipleObjectsReturned} There are several.
   */
  getOrCreate<K extends keyof New<M>>(
    where: Pick<New<M>, K>,
    ...rest: Rest<Omit<New<M>, K>>
  ): Promise<readonly [object: ModelOf<M>, created: boolean]> {
    return writing.getOrCreate(this.#untyped, where, rest[0] ?? {}) as never;
  }

  /**
   * Changes the row for which this holds, or creates one; and whether it is new.
   *
   * @param rest What a row that is there gets, and a new one besides; or a new one's own values last.
   */
  updateOrCreate<K extends keyof New<M>>(
    where: Pick<New<M>, K>,
    ...rest: UpdateOrCreateRest<M, K>
  ): Promise<readonly [object: ModelOf<M>, created: boolean]> {
    return writing.updateOrCreate(this.#untyped, where, rest[0] ?? {}, rest[1]) as never;
  }

  /** Creates many rows with few statements; signals are not sent and `save` is not called. */
  bulkCreate(
    rows: readonly (New<M> | RowOf<ModelOf<M>>)[],
    options: BulkCreateOptions<M> = {},
  ): Promise<ModelOf<M>[]> {
    return writing.bulkCreate(this[source], rows, options) as Promise<ModelOf<M>[]>;
  }

  /** Writes some fields of many objects with few statements. @returns How many rows matched. */
  bulkUpdate<const P extends string>(
    objects: readonly RowOf<ModelOf<M>>[],
    names: readonly Named<M, P>[],
    options: { readonly batchSize?: number } = {},
  ): Promise<number> {
    return writing.bulkUpdate(this.#untyped, objects, names as never[], options);
  }

  /** Objects of rows that SQL of one's own answers; `?` in it stands for the values. */
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

  /** @throws {TypeError} Always: `values()` says what is shown, and `await` reads it. */
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

// A template must not be able to call them.
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

/** Gives a query set rows that were read before, in place of its query. */
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

/** The rows of a model, whole. */
export function querySetOf(model: unknown): QuerySet<object> {
  const info = infoOf(model);
  const made = info.options.querySet;
  const Class = typeof made === "function" ? made : QuerySet;
  return Reflect.construct(Class, [
    { info, query: queryOfModel(info), shape: "objects", prefetches: [] },
  ]) as QuerySet<object>;
}
