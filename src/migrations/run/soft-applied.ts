import { columnNames, tableNames, type Connection } from "../../connections/index.ts";
import {
  columnOf,
  overlay,
  tableName,
  tablesOf,
  type ModelState,
  type State,
} from "../../schema/index.ts";
import type { AppliedMigration } from "../graph.ts";
import type { Operation } from "../operations/operation.ts";

/**
 * Whether the tables of a first migration, and the columns it adds, already exist: the test of Django's
 * `migrate --fake-initial`. Columns of the tables it creates are not checked.
 */
export async function isSoftApplied(
  connection: Connection,
  { app, initial = false, operations }: AppliedMigration,
  before: State,
): Promise<boolean> {
  if (!initial) return false;
  const tables = await tableNames(connection);
  const delta = new Map<string, ModelState | undefined>();
  const state = overlay(before, delta);
  let found = false;
  for (const operation of operations) {
    for (const [label, model] of operation.change?.(state, app).delta ?? []) {
      delta.set(label, model);
    }
    const needed = neededBy(operation, state, { app, vendor: connection.vendor });
    if (!needed) continue;
    found = true;
    if (!tables.has(needed.table)) return false;
    if (needed.column === undefined) continue;
    if (!(await columnNames(connection, needed.table)).has(needed.column)) return false;
  }
  return found;
}

interface Needed {
  readonly table: string;
  readonly column?: string;
}

function neededBy(
  { name, args }: Operation,
  state: State,
  { app, vendor }: { readonly app: string; readonly vendor: Connection["vendor"] },
): Needed | undefined {
  const [model = "", field = ""] = args.map(String);
  const label = `${app}.${model}`;
  const now = state.get(label);
  const tables = tablesOf(label, state, vendor);
  const own = tables.get(label);
  if (!now || !own) return undefined;
  const table = tableName(own.table, vendor);
  if (name === "createModel") return { table };
  const added = now.fields[field];
  if (name !== "addField" || !added) return undefined;
  if (added.kind !== "m:n") return { table, column: columnOf(now, field) };
  const between = tables.get(`${label}.${field}`);
  return between && { table: tableName(between.table, vendor) };
}
