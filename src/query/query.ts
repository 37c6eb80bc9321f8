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

/** Properties that only few links change. */
interface Traits {
  readonly meta: ModelMeta;
  /** The model's names, with filtered relations. */
  readonly names: Names;
  /** Names of annotations that are aggregates or contain one. */
  readonly aggregated: ReadonlySet<string>;
  readonly grouped: boolean;
  readonly order: "default" | "given" | "none";
  /** The last order, and whether it is reversed. */
  readonly orderItems: readonly (string | Expression)[];
  readonly reversed: boolean;
  readonly combined: boolean;
  /** Whether rows are values rather than objects; `before` if they were values when they were grouped. */
  readonly shaped: boolean | "before";
  readonly nothing: boolean;
}

const WHOLE = { low: 0, high: null };

let serial = 0;
/** The query for all rows of each model. */
const plainQueries = new WeakMap<ModelMeta, Query>();

/**
 * A query as an immutable value. Every method returns a new query; nothing is sent before a function of
 * `run.ts` is called. Its key only describes its structure, so that all queries that differ only in values
 * share their SQL.
 */
export class Query {
  readonly #traits: Traits;
  readonly #link: Link | undefined;
  /** The structure; queries with the same key share a plan. */
  readonly key: string;
  readonly low: number;
  /** The index after the last row; null for no end. */
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
    // A number rather than a name: two models with the same name, such as a historical one, must not share
    // plans.
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

  /** Whether rows are groups of values without a key, so that there is no first row unless they are ordered. */
  get isGrouped(): boolean {
    const { grouped, meta, shaped } = this.#traits;
    if (!grouped || shaped !== "before") return false;
    const { attribute, name } = meta.primaryKey;
    return !valueNamesIn(this.#link).some(
      (each) => each === "pk" || each === name || each === attribute,
    );
  }

  /** Whether it is known to have no rows, so nothing needs to be sent. */
  get isNone(): boolean {
    return this.#traits.nothing || this.high === this.low;
  }

  /** Whether rows are ordered, explicitly or by the model. Django's `ordered`. */
  get isOrdered(): boolean {
    const { order, grouped, meta, nothing } = this.#traits;
    if (nothing || order === "given") return true;
    return order === "default" && meta.ordering.length > 0 && !grouped;
  }

  /** The order in the form of `orderBy`: the explicit one, or the model's. */
  get orderItems(): readonly (string | Expression)[] {
    const { order, orderItems, reversed, meta } = this.#traits;
    const items = order === "default" ? (meta.ordering as typeof orderItems) : orderItems;
    return reversed ? items.map(opposite) : items;
  }

  /** Whether rows are selected only by their keys, so that no change of a row affects the selection. */
  get isByKey(): boolean {
    return asksByKey(this.#link, this.meta);
  }

  /** Names defined by `annotate()` and `alias()`. */
  get annotationNames(): readonly string[] {
    return annotationNamesIn(this.#link);
  }

  /** Whether `values()` or `dates()` was used, so that rows are not objects. */
  get isShaped(): boolean {
    return this.#traits.shaped !== false;
  }

  get isCombined(): boolean {
    return this.#traits.combined;
  }

  /** Selects rows that match all conditions. Those of one call refer to the same related row. */
  filter(...conditions: readonly Condition[]): Query {
    return this.#where("filter", conditions);
  }

  /** Selects rows that do not match all conditions. */
  exclude(...conditions: readonly Condition[]): Query {
    return this.#where("exclude", conditions);
  }

  /** Adds computed values to each row. */
  annotate(named: Named): Query {
    return this.#annotated("annotate", named);
  }

  /** Names expressions for other methods, without adding them to the rows. */
  alias(named: Named): Query {
    return this.#annotated("alias", named);
  }

  /**
   * Orders by names, with `-` for descending order and `?` for random order, or by expressions. No arguments
   * remove the order.
   */
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

  /** Removes duplicate rows; with names, on PostgreSQL only, keeps the first row for each of their values. */
  distinct(...names: readonly string[]): Query {
    requireNames("distinct", names);
    this.#combinable("distinct");
    this.#open("made distinct");
    return this.#with({ do: "distinct", names });
  }

  /** Returns rows as values: columns by name, and expressions by their given names. All columns if none is named. */
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

  /** Undoes `selectRelated`. */
  selectNoRelated(): Query {
    return this.#with({ do: "selectNoRelated" });
  }

  only(...names: readonly string[]): Query {
    requireNames("only", names);
    this.#combinable("only");
    if (this.#traits.shaped) throw new TypeError("Cannot call only() after values().");
    return this.#with({ do: "only", names });
  }

  /** Leaves out columns until they are used; a single `null` undoes this. */
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

  /** Combines the rows of two queries of the same model: Django's `&`, `|`, `^`. */
  joinedWith(connector: "and" | "or" | "xor", other: Query): Query {
    if (other.meta.concrete !== this.meta.concrete) {
      throw new TypeError("Cannot combine queries on two different base models.");
    }
    this.#combinable(connector);
    other.#combinable(connector);
    if (this.isShaped !== other.isShaped) {
      throw new TypeError("Queries of values can only be combined if both have the same ones.");
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

  /** The rows of a slice by their keys, so that further methods can be applied. */
  #byKeys(): Query {
    return this.isSliced ? Query.of(this.meta).filter({ pk: isIn(this) }) : this;
  }

  /** Limits the number of rows. */
  limit(count: number): Query {
    return this.slice(0, count);
  }

  /** Skips the first rows. */
  offset(count: number): Query {
    return this.slice(count, null);
  }

  /** Selects rows from one index up to, but without, another, within the current rows. */
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

  /** Undoes `limit`, `offset` and `slice`. */
  unsliced(): Query {
    return new Query(this.#traits, this.key, this.#link, 0, null);
  }

  /** All values in the order of the key. */
  valuesInOrder(): readonly unknown[] {
    return valuesIn(this.#link);
  }

  /** Adds structure, slice and values to the key of an outer query. */
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

/** An object without conditions has no effect. */
function isNothing(condition: Condition): boolean {
  if (condition instanceof Expression) return false;
  for (const name in condition) if (Object.hasOwn(condition, name)) return false;
  return true;
}
