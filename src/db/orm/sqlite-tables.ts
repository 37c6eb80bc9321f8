import {
  SqliteSchemaHelper,
  type Column,
  type DatabaseTable,
  type ForeignKey,
} from "@mikro-orm/sql";

/**
 * Makes SQLite tables with the statements that Django would: its `inspectdb` looks for `PRIMARY KEY` in
 * capitals, for a column's own `REFERENCES`, and for the check by which a text is known to be JSON.
 */
export class DjangoTables extends SqliteSchemaHelper {
  override createTable(table: DatabaseTable): string[] {
    const columns = table.getColumns().map((column) => {
      const definition = this.createTableColumn(column, table);
      const reference = Object.values(table.getForeignKeys()).find(
        ({ columnNames: [name, ...others] }) => name === column.name && others.length === 0,
      );
      return reference
        ? `${definition} ${this.createForeignKey(table, reference, false, true)}`
        : definition;
    });
    const inColumns = new Set(table.getColumns().map(({ name }) => name));
    const checks = table
      .getChecks()
      .filter(({ columnName = "" }) => !inColumns.has(columnName))
      .map(({ name, definition }) => `CONSTRAINT ${this.quote(name)} ${definition}`);
    const statements: string[] = [];
    const all = [...columns, ...checks].join(", ");
    this.append(statements, `CREATE TABLE ${table.getQuotedName()} (${all})`);
    for (const index of table.getIndexes()) this.append(statements, this.createIndex(index, table));
    return statements;
  }

  override createTableColumn(column: Column, table: DatabaseTable): string {
    const checks = table.getChecks().filter(({ columnName }) => columnName === column.name);
    return [
      this.quote(column.name),
      typeOf(column),
      column.nullable ? "NULL" : "NOT NULL",
      ...(column.primary ? ["PRIMARY KEY"] : []),
      ...(column.autoincrement ? ["AUTOINCREMENT"] : []),
      ...(column.default != null && column.default !== "null" ? [`DEFAULT ${column.default}`] : []),
      ...checks.map(({ definition }) => definition),
      ...(column.type === "json" ? [`CHECK (${this.jsonCheck(column.name)})`] : []),
    ].join(" ");
  }

  override createForeignKey(
    table: DatabaseTable,
    foreignKey: ForeignKey,
    alterTable?: boolean,
    inline?: boolean,
  ): string {
    const sql = super.createForeignKey(table, foreignKey, alterTable, inline);
    return `${sql} DEFERRABLE INITIALLY DEFERRED`;
  }

  /** Takes the texts that are JSON for what they are. */
  override async loadInformationSchema(
    ...asked: Parameters<SqliteSchemaHelper["loadInformationSchema"]>
  ): Promise<void> {
    await super.loadInformationSchema(...asked);
    const [schema] = asked;
    for (const table of schema.getTables()) {
      const isJson = (name = ""): boolean => {
        const check = withoutSpaces(`check (${this.jsonCheck(name)})`);
        return table.getChecks().some(({ definition = "" }) => withoutSpaces(definition) === check);
      };
      for (const column of table.getColumns().filter(({ name }) => isJson(name))) {
        column.type = "json";
        column.mappedType = this.platform.getMappedType("json");
      }
      table.setChecks(table.getChecks().filter(({ columnName }) => !isJson(columnName)));
    }
  }

  jsonCheck(column: string): string {
    const name = this.quote(column);
    return `(JSON_VALID(${name}) OR ${name} IS NULL)`;
  }
}

function withoutSpaces(sql: string): string {
  return sql.replaceAll(/\s/g, "");
}

function typeOf(column: Column): string {
  if (column.autoincrement) return "integer";
  return column.type === "json" ? "text" : column.type;
}
