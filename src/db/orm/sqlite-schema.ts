import type { AbstractSqlConnection, CheckDef, Column, TableDifference } from "@mikro-orm/sql";
import { readChecks } from "./sqlite-checks.ts";
import { DjangoTables } from "./sqlite-tables.ts";

/**
 * Alters SQLite tables without losing rows.
 *
 * MikroORM's own rebuild switches foreign keys off inside the transaction, where SQLite ignores it, so
 * that dropping the old table deletes the rows of others that point to it; it fills new NOT NULL columns
 * with null; it forgets renames; and it drops foreign key columns with a statement that SQLite refuses.
 * Here the rows are copied column by column; whoever runs the statements has foreign keys off.
 */
export class SafeSqliteSchemaHelper extends DjangoTables {
  readonly quoted = (name: string): string => this.quote(name);

  override alterTable(diff: TableDifference, safe?: boolean): string[] {
    const dropsRelation =
      Object.keys(diff.removedForeignKeys).length > 0 &&
      Object.keys(diff.removedColumns).length > 0;
    // SQLite refuses to add such a column even to a table without rows.
    const addsRequired = Object.values(diff.addedColumns).some(
      (column) => !column.nullable && column.default == null && !column.generated,
    );
    return dropsRelation || addsRequired ? rebuild(this, diff) : super.alterTable(diff, safe);
  }
}

interface WithChecks {
  getChecks(connection: AbstractSqlConnection, table: string): Promise<CheckDef[]>;
}

// MikroORM's own reading ends a check at a comma, a quote or a line it holds.
const reading: WithChecks = {
  async getChecks(connection, table) {
    const sql = "select sql from sqlite_master where type = 'table' and name = ?";
    const [row] = await connection.execute(sql, [table]);
    const naming = connection.getPlatform().getConfig().getNamingStrategy();
    return readChecks(String(row?.["sql"])).map(({ name, column, expression }) => ({
      name: name ?? naming.indexName(table, [column], "check"),
      definition: `check (${expression})`,
      expression,
      ...(name === undefined && { columnName: column }),
    }));
  },
};
Object.assign(SafeSqliteSchemaHelper.prototype, reading);

// Declared private, but a plain method that alterTable calls.
Object.defineProperty(SafeSqliteSchemaHelper.prototype, "getAlterTempTableSQL", {
  value(this: SafeSqliteSchemaHelper, diff: TableDifference) {
    return rebuild(this, diff);
  },
});

function rebuild(helper: SafeSqliteSchemaHelper, diff: TableDifference): string[] {
  const { toTable: table } = diff;
  const name = helper.quoted(table.name);
  const temporary = helper.quoted(`new__${table.name}`);
  const [create = "", ...rest] = helper.createTable(table);
  const copied = table.getColumns().flatMap((column) => copy(helper, column, diff));
  return [
    create.replace(`CREATE TABLE ${name}`, `CREATE TABLE ${temporary}`),
    `insert into ${temporary} (${copied.map(({ to }) => to).join(", ")}) select ${copied
      .map(({ from }) => from)
      .join(", ")} from ${name};`,
    `drop table ${name};`,
    `alter table ${temporary} rename to ${name};`,
    ...rest,
  ];
}

/** Where a column's values come from; nowhere for a new one, which takes its default. */
function copy(
  helper: SafeSqliteSchemaHelper,
  column: Column,
  { fromTable, renamedColumns }: TableDifference,
): readonly { readonly to: string; readonly from: string }[] {
  const renamed = Object.entries(renamedColumns).find(([, { name }]) => name === column.name)?.[0];
  const source = renamed ?? column.name;
  const old = fromTable.getColumn(source);
  if (!old || column.generated) return [];
  const from = helper.quoted(source);
  const loses = old.nullable && !column.nullable && column.default != null;
  return [
    {
      to: helper.quoted(column.name),
      from: loses ? `coalesce(${from}, ${column.default})` : from,
    },
  ];
}
