import type { DatabaseSchema, DatabaseTable } from "@mikro-orm/sql";

/** A table that gets another name, or a table between two models of which one gets another name. */
export interface Renaming {
  readonly from: string;
  /** The same as `from` where only its columns are renamed. */
  readonly to: string;
}

/**
 * Renames tables, and the columns of tables between models, which are named after the models.
 *
 * @param before Changed: it is what the statements leave.
 * @returns The statements.
 */
export function renameTables(
  before: DatabaseSchema,
  after: DatabaseSchema,
  renamed: readonly Renaming[],
): readonly string[] {
  return renamed.flatMap(({ from, to }) => {
    const table = before.getTable(from);
    const goal = after.getTable(to);
    if (!table || !goal) return [];
    const moved = from === to ? [] : [`alter table ${quote(from)} rename to ${quote(to)};`];
    if (moved.length > 0) moveTable(before, table, to);
    return [...moved, ...columnPairs(table, goal).map((pair) => renameColumn(table, pair))];
  });
}

function moveTable(schema: DatabaseSchema, table: DatabaseTable, to: string): void {
  const from = table.name;
  // Read-only in its declaration; the comparison finds tables by it.
  Object.assign(table, { name: to });
  for (const key of schema.getTables().flatMap((each) => Object.values(each.getForeignKeys()))) {
    key.localTableName = renamedTable(key.localTableName, from, to);
    key.referencedTableName = renamedTable(key.referencedTableName, from, to);
  }
}

/** PostgreSQL's tables have their schema in front. */
function renamedTable(name: string, from: string, to: string): string {
  const schema = name.slice(0, name.lastIndexOf(".") + 1);
  return name.slice(schema.length) === from ? schema + to : name;
}

type Pair = readonly [from: string, to: string];

/** Columns that are only here with those that are only there, in their order. */
function columnPairs(table: DatabaseTable, goal: DatabaseTable): readonly Pair[] {
  const fresh = goal.getColumns().filter(({ name }) => !table.getColumn(name));
  const gone = table.getColumns().filter(({ name }) => !goal.getColumn(name));
  return gone.flatMap(({ name }, at) => {
    const to = fresh[at]?.name;
    return to === undefined ? [] : [[name, to] as const];
  });
}

function renameColumn(table: DatabaseTable, [from, to]: Pair): string {
  const column = table.getColumn(from);
  const rename = (name: string): string => (name === from ? to : name);
  if (column) {
    table.removeColumn(from);
    table.addColumn({ ...column, name: to });
  }
  for (const index of table.getIndexes()) index.columnNames = index.columnNames.map(rename);
  for (const key of Object.values(table.getForeignKeys())) {
    key.columnNames = key.columnNames.map(rename);
  }
  return `alter table ${quote(table.name)} rename column ${quote(from)} to ${quote(to)};`;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
