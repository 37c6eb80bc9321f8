import { extendSqlite } from "../connections/index.ts";
import { teachSqlite } from "./dialects/sqlite-teach.ts";
import { emptyValue } from "./empty.ts";
import type { Bindable, Vendor } from "./meta.ts";
import { prepare, type Plan, type Prepared } from "./plan.ts";
import type { Query } from "./query.ts";
import type { Named } from "./steps.ts";

extendSqlite(teachSqlite);

/** The methods of a database connection that a query needs. */
export interface Runner {
  readonly vendor: Vendor;
  rows(sql: string, params: readonly Bindable[]): Promise<readonly (readonly unknown[])[]>;
}

/** Rows from the database, with the plan that describes them. */
export interface Rows {
  readonly plan: Plan;
  readonly rows: readonly (readonly unknown[])[];
}

const NO_ROWS: readonly (readonly unknown[])[] = [];

/** The rows of a query; nothing is sent if it is known to have none. */
export async function rows(query: Query, connection: Runner): Promise<Rows> {
  return send(prepare(query, "rows", connection.vendor), connection);
}

/** The keys of a query's objects. */
export async function keys(query: Query, connection: Runner): Promise<readonly unknown[]> {
  const { plan, rows: found } = await send(prepare(query, "keys", connection.vendor), connection);
  const read = readerOf(plan, 0, connection.vendor);
  return found.map((each) => read(each[0]));
}

export async function count(query: Query, connection: Runner): Promise<number> {
  if (query.isNone) return 0;
  const { rows: found } = await send(prepare(query, "count", connection.vendor), connection);
  return Number(found[0]?.[0] ?? 0);
}

export async function exists(query: Query, connection: Runner): Promise<boolean> {
  if (query.isNone) return false;
  const one = query.isSliced ? query : query.limit(1);
  const { rows: found } = await send(prepare(one, "exists", connection.vendor), connection);
  return found.length > 0;
}

/** Aggregates over all rows, by their given names. */
export async function aggregate(
  query: Query,
  aggregates: Named,
  connection: Runner,
): Promise<Record<string, unknown>> {
  const { vendor } = connection;
  const prepared = prepare(query, "aggregate", vendor, aggregates);
  const { plan, rows: found } = await send(prepared, connection);
  const [row] = found;
  const entries = plan.columns.map(({ name, type }, at) => {
    if (row) return [name, readerOf(plan, at, vendor)(row[at])];
    const empty = emptyValue(aggregates[name]);
    return [name, empty === null ? null : type.prepare(empty)];
  });
  return Object.fromEntries(entries) as Record<string, unknown>;
}

/** Sends a prepared statement, unless it is known to have no rows. */
export async function send({ plan, params }: Prepared, connection: Runner): Promise<Rows> {
  if (plan.isEmpty) return { plan, rows: NO_ROWS };
  const values = isSettled(params) ? params : await settled(params);
  return { plan, rows: await connection.rows(plan.sql, values) };
}

function isSettled(
  params: readonly (Bindable | Promise<Bindable>)[],
): params is readonly Bindable[] {
  for (const each of params) if (each instanceof Promise) return false;
  return true;
}

/** The parameters, once values that only the database knows have arrived. */
export async function settled(
  params: readonly (Bindable | Promise<Bindable>)[],
): Promise<readonly Bindable[]> {
  if (isSettled(params)) return params;
  const all: Bindable[] = [];
  for (const each of params) all.push(await each);
  return all;
}

/** Returns a function that converts a column's raw value to its form on objects or in `values()`. */
export function readerOf(plan: Plan, at: number, vendor: Vendor): (raw: unknown) => unknown {
  const convert = plan.columns[at]?.type.fromDatabase[vendor] as
    | ((raw: unknown) => unknown)
    | undefined;
  return (raw) => (raw === null || raw === undefined || !convert ? raw : convert(raw));
}
