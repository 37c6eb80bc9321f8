import { quoteName } from "../../connections/index.ts";
import type { SchemaReader, Statement } from "../change.ts";
import { quoteList, quoteText } from "../names.ts";
import type { Dependent } from "./stored.ts";
import { printTable, type TableText } from "./table-text.ts";
import { wordsOf } from "./tokens.ts";

export interface Rebuild {
  readonly name: string;
  /** The final form of the table. */
  readonly text: TableText;
  /** SQL for columns that do not copy their value. */
  readonly values: ReadonlyMap<string, string>;
  /** Its indexes and triggers, which are created again. */
  readonly dependents: readonly Dependent[];
  /** Columns that must be the same afterwards. */
  readonly untouched: readonly string[];
}

/**
 * Rebuilds a table by SQLite's recipe: creates a new table, copies the rows, drops the old one. The caller
 * has turned foreign keys off before the transaction, and runs `foreign_key_check` before its end. A failed
 * statement leaves `legacy_alter_table` on.
 *
 * Source: https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes".
 */
export async function* rebuildTable(
  rebuild: Rebuild,
  database: SchemaReader,
): AsyncGenerator<Statement> {
  const { name, text, dependents } = rebuild;
  const [old, fresh] = [quoteName(name), quoteName(`new__${name}`)];
  const create = printTable({ ...text, head: `CREATE TABLE ${fresh} (` });
  // It keeps a rename from changing views, triggers or foreign keys of other tables.
  yield { sql: "PRAGMA legacy_alter_table = ON" };
  yield { sql: create };
  yield isUnchanged(rebuild);
  yield { sql: await copyRows(rebuild, database) };
  yield {
    sql: `SELECT 1 WHERE (SELECT count(*) FROM ${old}) <> (SELECT count(*) FROM ${fresh})`,
    none: `Rows of ${name} would be lost.`,
  };
  if (wordsOf(create).some((word) => /^autoincrement$/i.test(word))) yield* moveCounter(name);
  yield { sql: `DROP TABLE ${old}` };
  yield { sql: `ALTER TABLE ${fresh} RENAME TO ${old}` };
  yield { sql: "PRAGMA legacy_alter_table = OFF" };
  for (const { sql } of dependents) yield { sql };
  yield* probe(database);
}

function isUnchanged({ name, untouched }: Rebuild): Statement {
  const names = untouched.map(quoteText).join(", ");
  const shape = (table: string): string =>
    `SELECT name, upper(type), "notnull", dflt_value, hidden FROM pragma_table_xinfo(${quoteText(table)}) WHERE name IN (${names})`;
  return {
    sql: `${shape(name)} EXCEPT ${shape(`new__${name}`)}`,
    none: `A column of ${name} that was to stay would change.`,
  };
}

async function copyRows({ name, text, values }: Rebuild, database: SchemaReader): Promise<string> {
  const info = "select name, type, pk, hidden from pragma_table_xinfo(?)";
  const was = await database.all(info, [name]);
  const is = await database.all(info, [`new__${name}`]);
  const stored = (rows: typeof was): readonly string[] =>
    rows.filter(({ hidden }) => Number(hidden) === 0).map((row) => String(row["name"]));
  const there = new Set(stored(was));
  const columns = stored(is).filter((column) => there.has(column) || values.has(column));
  const hasKey = was.some(
    ({ pk, type }) => Number(pk) > 0 && String(type).toLowerCase() === "integer",
  );
  const isWithout = wordsOf(text.tail).some((word) => /^without$/i.test(word));
  // Keeps the rowid if no column contains it.
  const row = hasKey || isWithout || there.has("rowid") ? "" : "rowid, ";
  const from = columns.map((column) => values.get(column) ?? quoteName(column)).join(", ");
  return `INSERT INTO ${quoteName(`new__${name}`)} (${row}${quoteList(columns)}) SELECT ${row}${from} FROM ${quoteName(name)}`;
}

/** Ids of deleted rows are not used again. */
function* moveCounter(name: string): Generator<Statement> {
  const fresh = quoteText(`new__${name}`);
  yield { sql: `DELETE FROM sqlite_sequence WHERE name = ${fresh}` };
  yield {
    sql: `INSERT INTO sqlite_sequence SELECT ${fresh}, seq FROM sqlite_sequence WHERE name = ${quoteText(name)}`,
  };
}

/** Renaming any table makes SQLite parse all views and triggers: its error names one that lost a column. */
async function* probe(database: SchemaReader): AsyncGenerator<Statement> {
  const [first] = await database.all(
    "select 1 from sqlite_schema where type in ('view', 'trigger') limit 1",
  );
  if (!first) return;
  yield { sql: "CREATE TABLE mkweb_probe (a)" };
  yield { sql: "ALTER TABLE mkweb_probe RENAME TO mkweb_probe_2" };
  yield { sql: "DROP TABLE mkweb_probe_2" };
}
