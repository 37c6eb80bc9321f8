import {
  compileChanges,
  compileQuery,
  type Asked,
  type Changes,
  type Compiled,
} from "./compile/compile.ts";
import { isInteger } from "./compile/conditions/operands.ts";
import { HOLE, RESHAPE, type Bind, type Edges } from "./compile/sql.ts";
import { postgresql } from "./dialects/postgresql.ts";
import { sqlite } from "./dialects/sqlite.ts";
import type { Dialect } from "./dialects/dialect.ts";
import { Key, coded, keyValue } from "./key.ts";
import type { Bindable, ColumnType, FieldMeta, ModelMeta, Vendor } from "./meta.ts";
import { PlanCache } from "./plan-cache.ts";
import type { Query } from "./query.ts";
import { columnType } from "./types/column-type.ts";
import type { Named } from "./steps.ts";

export const dialects: Readonly<Record<Vendor, Dialect>> = { sqlite, postgresql };

/** A column of a plan's rows. */
export interface PlanColumn {
  /** The attribute of the object, the name in `values()`, or the annotation's name. */
  readonly name: string;
  readonly type: ColumnType;
  /** The field, if this is nothing but its column. */
  readonly field?: FieldMeta;
  /** The relations from the row to the object with this column; none for the model's own, and for values. */
  readonly path: readonly string[];
}

/** A statement shared by all queries with the same structure. */
export interface Plan {
  readonly sql: string;
  readonly binds: readonly Bind[];
  readonly columns: readonly PlanColumn[];
  /** Known to have no rows, so nothing is sent. */
  readonly isEmpty: boolean;
  /** Takes locks, and so needs a transaction. */
  readonly locks: boolean;
  /** A cache for what others derive from a plan: a reader of its rows. */
  reader: unknown;
}

/** A plan with the values of one query. */
export interface Prepared {
  readonly plan: Plan;
  readonly params: readonly (Bindable | Promise<Bindable>)[];
}

/** The plan of a query known to have no rows. */
const NOTHING: Plan = {
  sql: "",
  binds: [],
  columns: [],
  isEmpty: true,
  locks: false,
  reader: undefined,
};

const caches: Readonly<Record<Vendor, PlanCache<Plan>>> = {
  sqlite: new PlanCache(),
  postgresql: new PlanCache(),
};

/**
 * Returns the plan for a query, from the cache if its structure is known, with the query's values converted
 * and bound.
 *
 * @throws {FieldError} An unknown name. {@link ValueError}, `ValidationError`: a value does not fit its
 *   field.
 */
export function prepare(query: Query, asked: Asked, vendor: Vendor, aggregates?: Named): Prepared {
  if (query.isNone && asked !== "aggregate") return { plan: NOTHING, params: [] };
  const cache = caches[vendor];
  let values = query.valuesInOrder();
  let key = asked + query.key;
  if (asked === "rows" || asked === "keys") {
    if (query.low > 0) key += "O";
    if (query.high !== null) key += "L";
  } else key += `${query.low},${query.high}`;
  if (aggregates) {
    const more = aggregateKey(query, aggregates);
    key += `|${more.text}`;
    values = [...values, ...more.values];
  }
  return planned(cache, key, values, query, dialects[vendor], () =>
    compileQuery(query, asked, dialects[vendor], values, aggregates),
  );
}

/**
 * The statement that sets columns in a query's rows; only columns of one table.
 *
 * @param holder The model whose table contains the columns: the query's, or one of its parents.
 * @throws {FieldError} A new value refers to another table, or is an aggregate or a window.
 */
export function prepareUpdate(
  query: Query,
  holder: ModelMeta,
  assignments: Changes["assignments"],
  vendor: Vendor,
): Prepared {
  const key = new Key();
  for (const [field, value] of assignments) {
    key.text += coded(field.name);
    keyValue(value, key, query.names);
  }
  return prepareChanges(query, vendor, `update|${coded(holder.table)}${key.text}|`, key.values, {
    holder,
    assignments,
  });
}

/** The statement that deletes a query's rows, but nothing that refers to them. */
export function prepareDelete(query: Query, vendor: Vendor): Prepared {
  return prepareChanges(query, vendor, "delete|", []);
}

function prepareChanges(
  query: Query,
  vendor: Vendor,
  prefix: string,
  more: readonly unknown[],
  changes?: Changes,
): Prepared {
  if (query.isNone) return { plan: NOTHING, params: [] };
  const values = [...query.valuesInOrder(), ...more];
  const key = `${prefix}${query.key}${query.low},${query.high}`;
  return planned(caches[vendor], key, values, query, dialects[vendor], () =>
    compileChanges(query, dialects[vendor], values, changes),
  );
}

/** The plan of a key; compiled if it is missing or does not fit these values. */
function planned(
  cache: PlanCache<Plan>,
  key: string,
  values: readonly unknown[],
  edges: Edges,
  dialect: Dialect,
  compile: () => Compiled,
): Prepared {
  const known = cache.get(key);
  if (known) {
    try {
      return { plan: known, params: bind(known, values, edges) };
    } catch (error) {
      if (error !== RESHAPE) throw error;
    }
  }
  const compiled = compile();
  const plan = finish(compiled, dialect);
  if (compiled.cacheable) cache.set(key, plan);
  return { plan, params: bind(plan, values, edges) };
}

function aggregateKey(query: Query, aggregates: Named): Key {
  const key = new Key();
  for (const name of Object.keys(aggregates)) {
    key.text += coded(name);
    keyValue(aggregates[name], key, query.names);
  }
  return key;
}

function bind(
  plan: Plan,
  values: readonly unknown[],
  edges: Edges,
): (Bindable | Promise<Bindable>)[] {
  const { binds } = plan;
  const params: (Bindable | Promise<Bindable>)[] = [];
  for (const one of binds) params.push(one(values, edges));
  return params;
}

function finish(compiled: Compiled, dialect: Dialect): Plan {
  const { sql, columns, isEmpty } = compiled;
  const { text, binds } = numbered(sql.text, sql.binds, dialect);
  return {
    sql: text,
    binds,
    columns: columns.map(({ name, sql: { type, field, alias, aggregate }, path = [] }) => {
      if (field && alias !== undefined) return { name, type, field, path };
      return { name, type: computed(type, aggregate === true), path };
    }),
    isEmpty,
    locks: / FOR (?:NO KEY )?UPDATE/.test(text.slice(-200)),
    reader: undefined,
  };
}

/** PostgreSQL returns sums and averages as decimals, whatever their type. */
function readNumber(raw: unknown): unknown {
  if (typeof raw !== "string") return raw;
  const number = Number(raw);
  return Number.isInteger(number) && !Number.isSafeInteger(number) && !raw.includes(".")
    ? BigInt(raw)
    : number;
}

/** The type of a computed value: a decimal keeps its actual places, as in Django. */
function computed(type: ColumnType, isAggregate: boolean): ColumnType {
  if (type.kind === "decimal") return isAggregate ? type : columnType("decimal");
  if (!isInteger(type) && type.kind !== "float") return type;
  return { ...type, fromDatabase: { ...type.fromDatabase, postgresql: readNumber } };
}

/** Numbers the placeholders; if the database can repeat a number, equal parameters are sent once. */
export function numbered(
  text: string,
  binds: readonly Bind[],
  dialect: Dialect,
): { readonly text: string; readonly binds: readonly Bind[] } {
  const isNamed = dialect.vendor === "postgresql";
  const kept: Bind[] = [];
  let at = -1;
  const whole = text.replaceAll(HOLE, () => {
    const bind = binds[(at += 1)];
    if (!bind) throw new Error("A placeholder has no value to bind.");
    const known = isNamed ? kept.indexOf(bind) : -1;
    const place = known >= 0 ? known : kept.push(bind) - 1;
    return dialect.placeholder(place + 1);
  });
  return { text: whole, binds: kept };
}
