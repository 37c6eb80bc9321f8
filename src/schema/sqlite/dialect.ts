import { quoteName } from "../../connections/index.ts";
import type { Dialect, SchemaReader, Statement, TableChange } from "../change.ts";
import type { Table } from "../table.ts";
import { alterTable } from "./alter-table.ts";
import { columnDefinition } from "./definition.ts";
import { isSameName } from "./tokens.ts";

/** Uses ALTER where SQLite supports it; otherwise edits the stored CREATE TABLE as text and moves the rows. */
export const sqlite: Dialect = {
  create(tables: readonly Table[]): readonly Statement[] {
    return tables.flatMap(({ name, columns, rules }) => {
      const inline = rules.filter(({ isIndex }) => !isIndex).map(({ sql }) => sql);
      const parts = [...columns.map(columnDefinition), ...inline].join(", ");
      const indexes = rules.filter(({ isIndex }) => isIndex).map(({ sql }) => ({ sql }));
      return [{ sql: `CREATE TABLE ${quoteName(name)} (${parts})` }, ...indexes];
    });
  },

  drop({ name }: Table): readonly Statement[] {
    return [{ sql: `DROP TABLE ${quoteName(name)}` }];
  },

  async *alter(changes: readonly TableChange[], database: SchemaReader): AsyncGenerator<Statement> {
    for (const change of changes) yield* renames(change);
    for (const change of changes) yield* alterTable(change, database);
  },
};

/** SQLite's own renames, which also update indexes, checks, triggers, views and foreign keys of other tables. */
function* renames({ before, renamed }: TableChange): Generator<Statement> {
  const name = quoteName(renamed.name);
  if (before.name !== renamed.name) {
    const isOnlyCase = isSameName(before.name, renamed.name);
    const between = quoteName(`new__${before.name}`);
    // SQLite treats both names as the same, which is taken.
    if (isOnlyCase) yield { sql: `ALTER TABLE ${quoteName(before.name)} RENAME TO ${between}` };
    const from = isOnlyCase ? between : quoteName(before.name);
    yield { sql: `ALTER TABLE ${from} RENAME TO ${name}` };
  }
  for (const [at, column] of before.columns.entries()) {
    const to = renamed.columns[at]?.name ?? column.name;
    if (to === column.name) continue;
    yield {
      sql: `ALTER TABLE ${name} RENAME COLUMN ${quoteName(column.name)} TO ${quoteName(to)}`,
    };
  }
}
