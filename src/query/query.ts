import { NotSupportedError } from "../connections/index.ts";
import {
  annotationNamesIn,
  asksByKey,
  slottedSteps,
  valueNamesIn,
  valuesIn,
  type Link,
} from "./chain.ts";
import { ValueError } from "./errors.ts";
import { Key, coded, queryOf, type Names } from "./key.ts";
import type { ModelMeta } from "./meta.ts";
import { Expression, nodeMark } from "./nodes/expression.ts";
import { requireCondition, type Condition } from "./nodes/q.ts";
import { Inner, type Counter } from "./slots.ts";
import { keyStep, type Asked, type LockOptions, type Named } from "./steps.ts";
import { isIn } from "./functions/lookups.ts";
import { opposite } from "./opposite.ts";
import { aggregatesIn, filteredNames, requireExpressions, requireNames } from "./named.ts";

/** What few links of a chain change. */
interface Traits {
  readonly meta: ModelMeta;
  /** The model's names, with filtered relations where there are any. */
  readonly names: Names;
  /** Names of annotations that are aggregates, or made of such. */
  readonly aggregated: ReadonlySet<string>;
  readonly grouped: boolean;
  readonly order: "default" | "given" | "none";
  /** What was given last, and whether it is turned round. */
  readonly orderItems: readonly (string | Expression)[];
  readonly reversed: boolean;
  readonly combined: boolean;
  /** Whether rows are values and not objects; `before` where they were so when they were grouped. */
  readonly shaped: boolean | "before";
  readonly nothing: boolean;
}

const WHOLE = { low: 0, high: null };

let serial = 0;
/** The query for all rows of each model. */
const plainQueries = new WeakMap<ModelMeta, Query>();

/**
 * A query as a value: what is asked of a model's rows. Every method answers a new one; nothing is sent before
 * one of the functions of `run.ts` is called. Its key is its structure alone, so that the SQL is made once for
 * all queries that differ only in values.
 */
export class Query {
  readonly #traits: Traits;
  readonly #link: Link | undefined;
  /** Structure alone; queries of one key are answered by one plan. */
  readonly key: string;
  readonly low: number;
  /** The place behind the last row; null for no end. */
  readonly high: number | null;
  readonly [nodeMark] = true;

  private constructor(
    traits: Traits,
    key: string,
    link: Link | undefined,
    low: number,
    high: number | null,
  ) {
    this.#traits = traits;
    this.key = key;
    this.#link = link;
    this.low = low;
    this.high = high;
  }

  static of(meta: ModelMeta): Query {
    const known = plainQueries.get(meta);
    if (known) return known;
    const traits: Traits = {
      meta,
      names: meta,
      aggregated: new Set(),
      grouped: false,
      order: "default",
      orderItems: [],
      reversed: false,
      combined: false,
      shaped: false,
      nothing: false,
    };
    serial += 1;
    // A number and no name: two models of one name, one of them of a migration's history, must not share plans.
    const made = new Query(traits, `#${serial};`, undefined, 0, null);
    plainQueries.set(meta, made);
    return made;
  }

  get [queryOf](): Query {
    return this;
  }

  get meta(): ModelMeta {
    return this.#traits.meta;
  }

  get isSliced(): boolean {
    return this.low > 0 || this.high !== null;
  }

  /** Whether rows are groups of values that have no key, so that they have no first one unless ordered. */
  get isGrouped(): boolean {
    const { grouped, meta, shaped } = this.#traits;
    if (!grouped || shaped !== "before") return false;
    const { attribute, name } = meta.primaryKey;
    return !valueNamesIn(this.#link).some(
      (each) => each === "pk" || each === name || each === attribute,
    );
  }

  /** Whether it is known to have no rows, so that nothing needs to be sent. */
  get isNone(): boolean {
    return this.#traits.nothing || this.high === this.low;
  }

  /** Whether rows have an order: asked for, or the model's own. Django's `ordered`. */
  get isOrdered(): boolean {
    const { order, grouped, meta, nothing } = this.#traits;
    if (nothing || order === "given") return true;
    return order === "default" && meta.ordering.length > 0 && !grouped;
  }

  /** What the rows are ordered by, as `orderBy` takes it: asked for, or the model's own order. */
  get orderItems(): readonly (string | Expression)[] {
    const { order, orderItems, reversed, meta } = this.#traits;
    const items = order === "default" ? (meta.ordering as typeof orderItems) : orderItems;
    return reversed ? items.map(opposite) : items;
  }

  /** Whether rows are asked for by their keys' values and by nothing else, so that no change of a row alters which. */
  get isByKey(): boolean {
    return asksByKey(this.#link, this.meta);
  }

  /** Names that `annotate()` and `alias()` gave to expressions. */
  get annotationNames(): readonly string[] {
    return annotationNamesIn(this.#link);
  }

  /** Whether `values()` or `dates()` was asked for, so that rows are not objects. */
  get isShaped(): boolean {
    return this.#traits.shaped !== false;
  }

  get isCombined(): boolean {
    return this.#traits.combined;
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
    if (items.length === 0 && this.#hasNoOrder) return this;
    const order = items.length > 0 ? "given" : "none";
    return this.#with({ do: "orderBy", items }, { order, orderItems: items });
  }

  reverse(): Query {
    this.#open("reversed");
    return this.#with({ do: "reverse" }, { reversed: !this.#traits.reversed });
  }

  /** Equal rows once; with names, PostgreSQL only, the first row of each of their values. */
  distinct(...names: readonly string[]): Query {
    requireNames("distinct", names);
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
    const aggregated = new Set([...this.#traits.aggregated, ...state.flat()]);
    const grouped = this.#traits.grouped || state.flat().length > 0;
    return this.#with(
      { do: "values", items },
      { shaped: this.#traits.shaped || true, aggregated, grouped },
    );
  }

  selectRelated(...names: readonly string[]): Query {
    requireNames("selectRelated", names);
    this.#combinable("selectRelated");
    if (this.#traits.shaped) throw new TypeError("Cannot call selectRelated() after values().");
    return this.#with(
      names.length > 0 ? { do: "selectRelated", names } : { do: "selectAllRelated" },
    );
  }

  /** Forgets what `selectRelated` asked for. */
  selectNoRelated(): Query {
    return this.#with({ do: "selectNoRelated" });
  }

  only(...names: readonly string[]): Query {
    requireNames("only", names);
    this.#combinable("only");
    if (this.#traits.shaped) throw new TypeError("Cannot call only() after values().");
    return this.#with({ do: "only", names });
  }

  /** Columns to leave out until they are asked for; `null` alone for none. */
  defer(...names: readonly (string | null)[]): Query {
    requireNames(
      "defer",
      names.filter((each) => each !== null),
    );
    this.#combinable("defer");
    if (this.#traits.shaped) throw new TypeError("Cannot call defer() after values().");
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
    if (connector === "and") {
      if (this.#traits.nothing) return this;
      if (other.#traits.nothing) return other;
    } else {
      if (this.#traits.nothing) return other;
      if (other.#traits.nothing) return this;
    }
    if (!this.isSliced && !other.isSliced) {
      return this.#with({ do: connector, all: false, queries: [other], own: WHOLE });
    }
    if (connector === "and") {
      throw new TypeError("Cannot combine queries once a slice has been taken.");
    }
    return this.#byKeys().joinedWith(connector, other.#byKeys());
  }

  /** The rows of a slice by their keys, so that more can be said of them. */
  #byKeys(): Query {
    return this.isSliced ? Query.of(this.meta).filter({ pk: isIn(this) }) : this;
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
    const { low, high } = this;
    const end = to === null ? high : high === null ? low + to : Math.min(high, low + to);
    const begin = end === null ? low + from : Math.min(low + from, end);
    return new Query(this.#traits, this.key, this.#link, begin, end);
  }

  /** Without what `limit`, `offset` and `slice` asked for. */
  unsliced(): Query {
    return new Query(this.#traits, this.key, this.#link, 0, null);
  }

  /** All values, in the order in which the key mentions them. */
  valuesInOrder(): readonly unknown[] {
    return valuesIn(this.#link);
  }

  /** For a query inside another one: structure, slice and values become part of the other's. */
  addTo(key: Key): void {
    key.text += `Q${coded(this.key)}${this.low},${this.high}`;
    for (const each of this.valuesInOrder()) key.values.push(each);
  }

  /** The chain with slots in place of values. */
  slotted(counter: Counter): Inner {
    return new Inner(this.meta, slottedSteps(this.#link, counter), this.low, this.high);
  }

  /** The names that conditions of this query may use. */
  get names(): Names {
    return this.#traits.names;
  }

  get #hasNoOrder(): boolean {
    const { order, meta } = this.#traits;
    return order === "none" || (order === "default" && meta.ordering.length === 0);
  }

  #with(asked: Asked, changes?: Partial<Traits>): Query {
    const { names } = this.#traits;
    const key = new Key();
    keyStep(asked, key, names);
    const previous = this.#link;
    const count = (previous?.count ?? 0) + key.values.length;
    const link: Link = { previous, asked, values: key.values, count, names };
    const traits = changes ? { ...this.#traits, ...changes } : this.#traits;
    return new Query(traits, this.key + key.text, link, this.low, this.high);
  }

  #where(method: "filter" | "exclude", conditions: readonly Condition[]): Query {
    for (const each of conditions) requireCondition(each);
    this.#combinable(method);
    if (conditions.every(isNothing)) return this;
    this.#open("filtered");
    return this.#with({ do: method, conditions });
  }

  #annotated(method: "annotate" | "alias", named: Named): Query {
    this.#combinable(method);
    requireExpressions(method, named);
    this.#refuseConflicts(named);
    const added = this.#groupedBy(named);
    const { aggregated, grouped, names, shaped } = this.#traits;
    return this.#with(
      { do: method, named },
      {
        aggregated: added.length > 0 ? new Set([...aggregated, ...added]) : aggregated,
        grouped: grouped || added.length > 0,
        shaped: added.length > 0 && shaped ? "before" : shaped,
        names: filteredNames(names, named),
      },
    );
  }

  #refuseConflicts(named: Named): void {
    const { meta, shaped } = this.#traits;
    const shown = shaped ? valueNamesIn(this.#link) : [];
    for (const name of Object.keys(named)) {
      if (shown.includes(name) && this.#isKnown(name)) {
        throw new ValueError(`The annotation "${name}" conflicts with one of the values.`);
      }
      if (shown.length > 0) continue;
      if (meta.fields.has(name) || meta.attributes.has(name) || meta.relations.has(name)) {
        throw new ValueError(`The annotation "${name}" conflicts with a field on the model.`);
      }
    }
  }

  /** Whether a name is a column, a relation or an annotation. */
  #isKnown(name: string): boolean {
    const { meta } = this.#traits;
    if (meta.fields.has(name) || meta.attributes.has(name) || meta.relations.has(name)) return true;
    return annotationNamesIn(this.#link).includes(name);
  }

  #groupedBy(named: Named): string[] {
    const known = new Set(this.#traits.aggregated);
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
    const { low, high } = this;
    const base = new Query({ ...this.#traits, order: "default" }, this.key, this.#link, 0, null);
    return base.#with(
      { do: kind, all, queries, own: { low, high } },
      {
        combined: true,
        nothing: this.isNone && (kind !== "union" || queries.every((each) => each.isNone)),
      },
    );
  }

  #combinable(method: string): void {
    if (!this.#traits.combined) return;
    throw new NotSupportedError(
      `Calling ${method}() after union(), intersection() or difference() is not supported.`,
    );
  }

  #open(done: string): void {
    if (!this.isSliced) return;
    throw new TypeError(`A query cannot be ${done} once a slice has been taken.`);
  }
}

/** An object without conditions asks for nothing. */
function isNothing(condition: Condition): boolean {
  if (condition instanceof Expression) return false;
  for (const name in condition) if (Object.hasOwn(condition, name)) return false;
  return true;
}
