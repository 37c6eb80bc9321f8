import { NotSupportedError } from "../connections/index.ts";
import { ValueError } from "./errors.ts";
import { Key, coded, queryOf, type Names } from "./key.ts";
import type { ModelMeta } from "./meta.ts";
import { Expression, nodeMark } from "./nodes/expression.ts";
import { requireCondition, type Condition } from "./nodes/q.ts";
import { Inner, type Counter } from "./slots.ts";
import { keyStep, slotStep, type Asked, type LockOptions, type Named } from "./steps.ts";
import { aggregatesIn, filteredNames, requireExpressions } from "./named.ts";

/** One link of the chain, with what it adds to the key and to the values. */
interface Link {
  readonly previous: Link | undefined;
  readonly asked: Asked;
  readonly values: readonly unknown[];
  /** Values of this link and of all before it. */
  readonly count: number;
  readonly names: Names;
}

interface State {
  readonly meta: ModelMeta;
  /** The model's names, with filtered relations where there are any. */
  readonly names: Names;
  readonly key: string;
  readonly link: Link | undefined;
  readonly low: number;
  readonly high: number | null;
  /** Names of annotations that are aggregates, or made of such. */
  readonly aggregated: ReadonlySet<string>;
  readonly grouped: boolean;
  readonly order: "default" | "given" | "none";
  readonly combined: boolean;
  /** Whether rows are values and not objects; `before` where they were so when they were grouped. */
  readonly shaped: boolean | "before";
  readonly nothing: boolean;
}

const WHOLE = { low: 0, high: null };

let serial = 0;
const numbers = new WeakMap<ModelMeta, string>();

/** Two models of one name, one of them of a migration's history, must not share plans. */
function numberOf(meta: ModelMeta): string {
  const known = numbers.get(meta);
  if (known !== undefined) return known;
  const made = `#${(serial += 1)};`;
  numbers.set(meta, made);
  return made;
}

/**
 * A query as a value: what is asked of a model's rows. Every method answers a new one; nothing is sent before
 * one of the functions of `run.ts` is called. Its key is its structure alone, so that the SQL is made once for
 * all queries that differ only in values.
 */
export class Query {
  readonly #state: State;
  readonly [nodeMark] = true;

  private constructor(state: State) {
    this.#state = state;
  }

  static of(meta: ModelMeta): Query {
    return new Query({
      meta,
      names: meta,
      key: numberOf(meta),
      link: undefined,
      low: 0,
      high: null,
      aggregated: new Set(),
      grouped: false,
      order: "default",
      combined: false,
      shaped: false,
      nothing: false,
    });
  }

  get [queryOf](): Query {
    return this;
  }

  get meta(): ModelMeta {
    return this.#state.meta;
  }

  /** Structure alone; queries of one key are answered by one plan. */
  get key(): string {
    return this.#state.key;
  }

  get low(): number {
    return this.#state.low;
  }

  /** The place behind the last row; null for no end. */
  get high(): number | null {
    return this.#state.high;
  }

  get isSliced(): boolean {
    return this.#state.low > 0 || this.#state.high !== null;
  }

  /** Whether rows are groups of values that have no key, so that they have no first one unless ordered. */
  get isGrouped(): boolean {
    const { grouped, shaped } = this.#state;
    return grouped && shaped === "before";
  }

  /** Whether it is known to have no rows, so that nothing needs to be sent. */
  get isNone(): boolean {
    return this.#state.nothing || this.#state.high === this.#state.low;
  }

  /** Whether rows have an order: asked for, or the model's own. Django's `ordered`. */
  get isOrdered(): boolean {
    const { order, grouped, meta, nothing } = this.#state;
    if (nothing || order === "given") return true;
    return order === "default" && meta.ordering.length > 0 && !grouped;
  }

  /** Whether `values()` or `dates()` was asked for, so that rows are not objects. */
  get isShaped(): boolean {
    return this.#state.shaped !== false;
  }

  get isCombined(): boolean {
    return this.#state.combined;
  }

  /** Rows that meet all of the conditions. Those of one call speak of one related row. */
  filter(...conditions: readonly Condition[]): Query {
    return this.#where("filter", conditions);
  }

  /** Rows that do not meet all of the conditions. */
  exclude(...conditions: readonly Condition[]): Query {
    return this.#where("exclude", conditions);
  }

  /** Adds what the database computes to each row. */
  annotate(named: Named): Query {
    return this.#annotated("annotate", named);
  }

  /** Gives expressions names for other methods, without adding them to the rows. */
  alias(named: Named): Query {
    return this.#annotated("alias", named);
  }

  /** Names, `-name` for the largest first, `?` for any order; or expressions. None for no order. */
  orderBy(...items: readonly (string | Expression)[]): Query {
    this.#open("reordered");
    for (const each of items) {
      if (typeof each !== "string" && !(each instanceof Expression)) {
        throw new TypeError("orderBy() takes names and expressions.");
      }
    }
    const order = items.length > 0 ? "given" : "none";
    return this.#with({ do: "orderBy", items }, { order });
  }

  reverse(): Query {
    this.#open("reversed");
    return this.#with({ do: "reverse" });
  }

  /** Equal rows once; with names, PostgreSQL only, the first row of each of their values. */
  distinct(...names: readonly string[]): Query {
    this.#combinable("distinct");
    this.#open("made distinct");
    return this.#with({ do: "distinct", names });
  }

  /** Rows as values: columns by name, and expressions by the name they get. All columns when none is named. */
  values(...items: readonly (string | Expression | Named)[]): Query {
    const named = items.filter(
      (each): each is Named => typeof each === "object" && !(each instanceof Expression),
    );
    for (const each of named) requireExpressions("values", each);
    const state = named.map((each) => this.#groupedBy(each));
    const aggregated = new Set([...this.#state.aggregated, ...state.flat()]);
    const grouped = this.#state.grouped || state.flat().length > 0;
    return this.#with(
      { do: "values", items },
      { shaped: this.#state.shaped || true, aggregated, grouped },
    );
  }

  selectRelated(...names: readonly string[]): Query {
    this.#combinable("selectRelated");
    if (this.#state.shaped) throw new TypeError("Cannot call selectRelated() after values().");
    return this.#with(
      names.length > 0 ? { do: "selectRelated", names } : { do: "selectAllRelated" },
    );
  }

  /** Forgets what `selectRelated` asked for. */
  selectNoRelated(): Query {
    return this.#with({ do: "selectNoRelated" });
  }

  only(...names: readonly string[]): Query {
    this.#combinable("only");
    if (this.#state.shaped) throw new TypeError("Cannot call only() after values().");
    return this.#with({ do: "only", names });
  }

  /** Columns to leave out until they are asked for; `null` alone for none. */
  defer(...names: readonly (string | null)[]): Query {
    this.#combinable("defer");
    if (this.#state.shaped) throw new TypeError("Cannot call defer() after values().");
    if (names.length === 1 && names[0] === null) return this.#with({ do: "deferNone" });
    return this.#with({ do: "defer", names: names.filter((each) => each !== null) });
  }

  selectForUpdate(lock: LockOptions = {}): Query {
    if (lock.nowait && lock.skipLocked) {
      throw new ValueError("The nowait option cannot be used with skipLocked.");
    }
    this.#combinable("selectForUpdate");
    return this.#with({ do: "lock", lock });
  }

  none(): Query {
    return this.#with({ do: "none" }, { nothing: true });
  }

  union(queries: readonly Query[], options: { readonly all?: boolean } = {}): Query {
    return this.#combine("union", queries, options.all ?? false);
  }

  intersection(...queries: readonly Query[]): Query {
    return this.#combine("intersection", queries, false);
  }

  difference(...queries: readonly Query[]): Query {
    return this.#combine("difference", queries, false);
  }

  /** Rows of both, either or one of two queries of the same model: Django's `&`, `|`, `^`. */
  joinedWith(connector: "and" | "or" | "xor", other: Query): Query {
    if (other.meta.concrete !== this.meta.concrete) {
      throw new TypeError("Cannot combine queries on two different base models.");
    }
    this.#combinable(connector);
    other.#combinable(connector);
    if (this.isShaped !== other.isShaped) {
      throw new TypeError("Queries of values are joined only if both show the same ones.");
    }
    if (this.isSliced || other.isSliced) {
      throw new TypeError("Cannot combine queries once a slice has been taken.");
    }
    if (connector === "and") {
      if (this.#state.nothing) return this;
      if (other.#state.nothing) return other;
    } else {
      if (this.#state.nothing) return other;
      if (other.#state.nothing) return this;
    }
    return this.#with({ do: connector, all: false, queries: [other], own: WHOLE });
  }

  /** At most so many rows of those there are. */
  limit(count: number): Query {
    return this.slice(0, count);
  }

  /** Without the first rows. */
  offset(count: number): Query {
    return this.slice(count, null);
  }

  /** Rows from one place up to, not with, another, counted from 0 within the rows there are. */
  slice(from: number, to: number | null): Query {
    for (const each of to === null ? [from] : [from, to]) {
      if (!Number.isSafeInteger(each)) throw new TypeError("A slice takes whole numbers.");
      if (each < 0) throw new ValueError("Negative indexing is not supported.");
    }
    const { low, high } = this.#state;
    const end = to === null ? high : high === null ? low + to : Math.min(high, low + to);
    const begin = end === null ? low + from : Math.min(low + from, end);
    return new Query({ ...this.#state, low: begin, high: end });
  }

  /** Without what `limit`, `offset` and `slice` asked for. */
  unsliced(): Query {
    return new Query({ ...this.#state, low: 0, high: null });
  }

  /** All values, in the order in which the key mentions them. */
  valuesInOrder(): unknown[] {
    const { link } = this.#state;
    const all = Array.from<unknown>({ length: link?.count ?? 0 });
    for (let each = link, at = all.length; each; each = each.previous) {
      for (let i = each.values.length - 1; i >= 0; i -= 1) all[(at -= 1)] = each.values[i];
    }
    return all;
  }

  /** For a query inside another one: structure, slice and values become part of the other's. */
  addTo(key: Key): void {
    const { low, high } = this.#state;
    key.text += `Q${coded(this.#state.key)}${low},${high}`;
    for (const each of this.valuesInOrder()) key.values.push(each);
  }

  /** The chain with slots in place of values. */
  slotted(counter: Counter): Inner {
    const links: Link[] = [];
    for (let each = this.#state.link; each; each = each.previous) links.push(each);
    const steps = links.reverse().map(({ asked, names }) => slotStep(asked, counter, names));
    const { meta, low, high } = this.#state;
    return new Inner(meta, steps, low, high);
  }

  /** The names that conditions of this query may use. */
  get names(): Names {
    return this.#state.names;
  }

  #with(asked: Asked, changes: Partial<State> = {}): Query {
    const state = this.#state;
    const key = new Key();
    keyStep(asked, key, state.names);
    const link: Link = {
      previous: state.link,
      asked,
      values: key.values,
      count: (state.link?.count ?? 0) + key.values.length,
      names: state.names,
    };
    return new Query({ ...state, ...changes, key: state.key + key.text, link });
  }

  #where(method: "filter" | "exclude", conditions: readonly Condition[]): Query {
    for (const each of conditions) requireCondition(each);
    this.#combinable(method);
    const real = conditions.filter(
      (each) => each instanceof Expression || Object.keys(each).length > 0,
    );
    if (real.length === 0) return this;
    this.#open("filtered");
    return this.#with({ do: method, conditions: real });
  }

  #annotated(method: "annotate" | "alias", named: Named): Query {
    this.#combinable(method);
    requireExpressions(method, named);
    this.#refuseConflicts(named);
    const added = this.#groupedBy(named);
    const { aggregated, grouped, names, shaped } = this.#state;
    return this.#with(
      { do: method, named },
      {
        aggregated: added.length > 0 ? new Set([...aggregated, ...added]) : aggregated,
        grouped: grouped || added.length > 0,
        shaped: !grouped && added.length > 0 && shaped ? "before" : shaped,
        names: filteredNames(names, named),
      },
    );
  }

  #refuseConflicts(named: Named): void {
    const { meta } = this.#state;
    for (const name of Object.keys(named)) {
      if (meta.fields.has(name) || meta.attributes.has(name) || meta.relations.has(name)) {
        throw new ValueError(`The annotation "${name}" conflicts with a field on the model.`);
      }
    }
  }

  #groupedBy(named: Named): string[] {
    const known = new Set(this.#state.aggregated);
    return Object.keys(named).filter((name) => {
      const isAggregate = aggregatesIn(named[name], known);
      if (isAggregate) known.add(name);
      return isAggregate;
    });
  }

  #combine(
    kind: "union" | "intersection" | "difference",
    queries: readonly Query[],
    all: boolean,
  ): Query {
    const { low, high } = this.#state;
    const base = new Query({ ...this.#state, order: "default", low: 0, high: null });
    return base.#with(
      { do: kind, all, queries, own: { low, high } },
      {
        combined: true,
        nothing: this.isNone && (kind !== "union" || queries.every((each) => each.isNone)),
      },
    );
  }

  #combinable(method: string): void {
    if (!this.#state.combined) return;
    throw new NotSupportedError(
      `Calling ${method}() after union(), intersection() or difference() is not supported.`,
    );
  }

  #open(done: string): void {
    if (!this.isSliced) return;
    throw new TypeError(`A query cannot be ${done} once a slice has been taken.`);
  }
}
