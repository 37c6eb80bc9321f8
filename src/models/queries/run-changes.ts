import { Expression, F, prepare, settled, type Bindable, type Vendor } from "../../query/index.ts";
import { connectionFor } from "../databases.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import type { Source } from "./source.ts";

/** New values of columns, or expressions of the rows as they were. */
export type Change = readonly [field: FieldInfo, value: unknown];

/**
 * Sets columns of the rows of a query: what the query finds becomes a table of keys and new values, and the
 * model's table is set from it. So conditions, joins and expressions mean the same as when they are read.
 *
 * @returns How many rows matched.
 */
export async function runUpdate(source: Source, changes: readonly Change[]): Promise<number> {
  const tables = new Map<ModelInfo, Change[]>();
  for (const change of changes) {
    const holder = change[0].model;
    tables.set(holder, [...(tables.get(holder) ?? []), change]);
  }
  if (tables.size === 1) return updateTable(source, ...([...tables][0] ?? none()));
  return connectionFor(source.alias).atomic(
    async () => {
      let count = 0;
      for (const [holder, some] of tables) count = await updateTable(source, holder, some);
      return count;
    },
    { savepoint: false },
  );
}

async function updateTable(
  source: Source,
  holder: ModelInfo,
  changes: readonly Change[],
): Promise<number> {
  const connection = connectionFor(source.alias);
  const { vendor } = connection;
  const computed = changes.filter(([, value]) => value instanceof Expression);
  const names = computed.map((_, at) => `c${at}`);
  const named = Object.fromEntries(computed.map(([, value], at) => [`c${at}`, value]));
  const found = await rowsAsTable(source, vendor, named, names);
  const params = [...found.params];
  const assignments = changes.map((change) => {
    const [field, value] = change;
    const at = computed.indexOf(change);
    if (at >= 0) return `${quote(field.column)} = s.c${at}`;
    params.push(value === null ? null : field.type.toDatabase(value, vendor));
    return `${quote(field.column)} = ${placeholder(vendor, params.length)}`;
  });
  const table = quote(holder.table);
  const keys = keysOf(holder).map((field, at) => `${table}.${quote(field.column)} = s.k${at}`);
  const sql = `${found.sql} UPDATE ${table} SET ${assignments.join(", ")} FROM s WHERE ${keys.join(" AND ")}`;
  return (await connection.write(sql, params)).changes;
}

/** Deletes the rows of a query in one statement. @returns How many there were. */
export async function runDelete(source: Source): Promise<number> {
  const { info } = source;
  const connection = connectionFor(source.alias);
  const { sql, params } = await rowsAsTable(source, connection.vendor, {}, []);
  const keys = keysOf(info.concrete);
  const columns = keys.map(({ column }) => quote(column)).join(", ");
  const given = keys.map((_, at) => `k${at}`).join(", ");
  const text = `${sql} DELETE FROM ${quote(info.table)} WHERE (${columns}) IN (SELECT ${given} FROM s)`;
  return (await connection.write(text, params)).changes;
}

/** `WITH s(k0, c0) AS (…)`: the keys of a query's rows, and what is computed of each. */
async function rowsAsTable(
  { info, query }: Source,
  vendor: Vendor,
  named: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Promise<{ readonly sql: string; readonly params: readonly Bindable[] }> {
  const keys = keysOf(info);
  const shown = Object.fromEntries(keys.map(({ name }, at) => [`k${at}`, F(name)]));
  const rows = query.orderBy().values({ ...shown, ...named });
  const { plan, params } = prepare(rows, "rows", vendor);
  const columns = [...keys.map((_, at) => `k${at}`), ...names].join(", ");
  return { sql: `WITH s(${columns}) AS (${plan.sql})`, params: await settled(params) };
}

function keysOf({ primaryKey }: ModelInfo): readonly FieldInfo[] {
  return primaryKey.parts ?? [primaryKey];
}

function placeholder(vendor: Vendor, number: number): string {
  return vendor === "sqlite" ? "?" : `$${number}`;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function none(): never {
  throw new TypeError("There is nothing to set.");
}
