/** An object of a historical model, whose fields the compiler does not know. */
export interface HistoricalInstance {
  save(options?: object): Promise<unknown>;
  delete(): Promise<unknown>;
  [field: string]: unknown;
}

/** Rows of a historical model; names and values are checked at run time. */
export interface HistoricalQuerySet
  extends PromiseLike<HistoricalInstance[]>, AsyncIterable<HistoricalInstance> {
  all(): HistoricalQuerySet;
  filter(...conditions: readonly object[]): HistoricalQuerySet;
  exclude(...conditions: readonly object[]): HistoricalQuerySet;
  annotate(named: object): HistoricalQuerySet;
  orderBy(...names: readonly (string | object)[]): HistoricalQuerySet;
  reverse(): HistoricalQuerySet;
  distinct(): HistoricalQuerySet;
  only(...names: readonly string[]): HistoricalQuerySet;
  selectRelated(...names: readonly string[]): HistoricalQuerySet;
  prefetchRelated(...names: readonly string[]): HistoricalQuerySet;
  limit(count: number): HistoricalQuerySet;
  offset(count: number): HistoricalQuerySet;
  values(...names: readonly string[]): PromiseLike<Readonly<Record<string, unknown>>[]>;
  valuesList(...names: readonly string[]): PromiseLike<(readonly unknown[])[]>;
  iterator(options?: { readonly chunkSize?: number }): AsyncIterable<HistoricalInstance>;
  get(...conditions: readonly object[]): Promise<HistoricalInstance>;
  first(): Promise<HistoricalInstance | undefined>;
  last(): Promise<HistoricalInstance | undefined>;
  count(): Promise<number>;
  exists(): Promise<boolean>;
  aggregate(named: object): Promise<Readonly<Record<string, unknown>>>;
  create(data: object): Promise<HistoricalInstance>;
  getOrCreate(data: object, defaults?: object): Promise<[HistoricalInstance, boolean]>;
  updateOrCreate(data: object, defaults?: object): Promise<[HistoricalInstance, boolean]>;
  bulkCreate(objects: readonly object[]): Promise<HistoricalInstance[]>;
  update(values: object): Promise<number>;
  delete(): Promise<readonly [total: number, byModel: Readonly<Record<string, number>>]>;
}

/** A model as it was at one point of the migrations. */
export interface HistoricalModel {
  new (data?: object): HistoricalInstance;
  readonly objects: HistoricalQuerySet;
}
