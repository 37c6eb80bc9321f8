import {
  isIn,
  keys,
  prepareDelete,
  prepareUpdate,
  Query,
  settled,
  type Prepared,
} from "../../query/index.ts";
import type { Connection, Statement } from "../../connections/index.ts";
import { connectionFor } from "../databases.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import type { Source } from "./source.ts";

/** New values of columns, or expressions of their current values. */
export type Change = readonly [field: FieldInfo, value: unknown];

/**
 * Updates columns of a query's rows. Expressions are computed in the row itself, so concurrent increments all count. For
 * a model with several tables the rows are found first, as the change may affect what the query finds.
 *
 * @returns The number of matched rows.
 */
export async function runUpdate(source: Source, changes: readonly Change[]): Promise<number> {
  const tables = new Map<ModelInfo, Change[]>();
  for (const change of changes) {
    const holder = change[0].model;
    tables.set(holder, [...(tables.get(holder) ?? []), change]);
  }
  const connection = connectionFor(source.alias);
  const [only] = tables;
  if (tables.size === 1 && only) return updateTable(source.query, connection, ...only);
  return connection.atomic(
    async () => {
      const found = await keys(source.query, connection);
      if (found.length === 0) return 0;
      const rows = Query.of(source.query.meta).filter({ pk: isIn(found) });
      let count = 0;
      for (const [holder, some] of tables)
        count = await updateTable(rows, connection, holder, some);
      return count;
    },
    { savepoint: false },
  );
}

/** Deletes the rows of a query in one statement. @returns The number of rows. */
export function runDelete({ query, alias }: Source): Promise<number> {
  const connection = connectionFor(alias);
  return write(prepareDelete(query, connection.vendor), connection);
}

/**
 * Deletes the rows of several queries on one database, atomically.
 *
 * @returns The number of rows of each.
 */
export async function runDeletes(
  queries: readonly Query[],
  connection: Connection,
): Promise<readonly number[]> {
  const statements: Statement[] = [];
  const places: number[] = [];
  for (const [at, query] of queries.entries()) {
    const { plan, params } = prepareDelete(query, connection.vendor);
    if (plan.isEmpty) continue;
    statements.push({ sql: plan.sql, params: await settled(params) });
    places.push(at);
  }
  const counts = queries.map(() => 0);
  const written = await connection.writeAll(statements);
  for (const [at, { changes }] of written.entries()) counts[places[at] ?? 0] = changes;
  return counts;
}

function updateTable(
  query: Query,
  connection: Connection,
  holder: ModelInfo,
  changes: readonly Change[],
): Promise<number> {
  return write(prepareUpdate(query, holder, changes, connection.vendor), connection);
}

async function write({ plan, params }: Prepared, connection: Connection): Promise<number> {
  if (plan.isEmpty) return 0;
  return (await connection.write(plan.sql, await settled(params))).changes;
}
