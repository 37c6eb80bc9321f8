import type { Connection } from "../connections/index.ts";
import { columnOf, type State } from "../db/index.ts";
import type { AppliedMigration } from "./graph.ts";
import { columnsOf, tablesOf } from "./introspect.ts";
import type { Operation } from "./operation.ts";
import { pivotOf } from "./table-names.ts";

/**
 * Whether a first migration's tables are there already, and the columns it adds: Django's test of
 * `migrate --fake-initial`. Columns of the tables it makes are not looked at.
 */
export async function isSoftApplied(
  connection: Connection,
  { app, initial = false, operations }: AppliedMigration,
  before: State,
): Promise<boolean> {
  if (!initial) return false;
  const tables = await tablesOf(connection);
  let state = before;
  let found = false;
  for (const operation of operations) {
    state = operation.states?.(state, app).at(-1) ?? state;
    const needed = neededBy(operation, state, app);
    if (!needed) continue;
    found = true;
    if (!tables.has(needed.table)) return false;
    if (needed.column === undefined) continue;
    if (!(await columnsOf(connection, needed.table)).has(needed.column)) return false;
  }
  return found;
}

interface Needed {
  readonly table: string;
  readonly column?: string;
}

function neededBy({ name, args }: Operation, state: State, app: string): Needed | undefined {
  const [model = "", field = ""] = args.map(String);
  const now = state[`${app}.${model}`];
  if (!now) return undefined;
  if (name === "createModel") return { table: now.table };
  const added = now.fields[field];
  if (name !== "addField" || !added) return undefined;
  if (added.kind === "m:n") return { table: pivotOf(now, field) };
  return { table: now.table, column: columnOf(now, field) };
}
