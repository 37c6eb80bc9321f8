import type { source, Source } from "./source.ts";

/** A query set of a model known only at run time: names and values are checked when it runs. */
export interface AnyQuerySet extends PromiseLike<object[]>, AsyncIterable<object> {
  readonly [source]: Source;
  all(): AnyQuerySet;
  using(alias: string): AnyQuerySet;
  filter(...conditions: readonly object[]): AnyQuerySet;
  exclude(...conditions: readonly object[]): AnyQuerySet;
  orderBy(...names: readonly string[]): AnyQuerySet;
  reverse(): AnyQuerySet;
  limit(count: number): AnyQuerySet;
  offset(count: number): AnyQuerySet;
  selectForUpdate(): AnyQuerySet;
  only(...names: readonly string[]): AnyQuerySet;
  selectRelated(...names: readonly string[]): AnyQuerySet;
  valuesList(name: string, options: { readonly flat: true }): PromiseLike<unknown[]>;
  valuesList(...names: readonly string[]): PromiseLike<(readonly unknown[])[]>;
  get(...conditions: readonly object[]): Promise<object>;
  first(): Promise<object | undefined>;
  count(): Promise<number>;
  exists(): Promise<boolean>;
  create(data: object): Promise<object>;
  update(values: Readonly<Record<string, unknown>>): Promise<number>;
  /** Deletes the rows in one statement, ignoring what belongs to them. @returns The number of rows. */
  deleteUnread(): Promise<number>;
}
