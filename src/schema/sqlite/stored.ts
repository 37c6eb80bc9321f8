import type { SchemaReader } from "../change.ts";
import { notInDatabase } from "../failures.ts";
import { parseTable, type TableText } from "./table-text.ts";
import { unquoted, wordsOf } from "./tokens.ts";

/** A table as SQLite stores it, with its indexes and triggers. */
export interface StoredTable {
  readonly name: string;
  readonly text: TableText;
  /** Indexes and triggers, each with its text. */
  readonly dependents: readonly Dependent[];
}

export interface Dependent {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

export async function readStored(database: SchemaReader, name: string): Promise<StoredTable> {
  const rows = await database.all(
    "select type, name, sql from sqlite_schema where lower(tbl_name) = lower(?) and sql is not null",
    [name],
  );
  const all = rows.map((row) => ({
    type: String(row["type"]),
    name: String(row["name"]),
    sql: String(row["sql"]),
  }));
  const table = all.find(({ type }) => type === "table");
  if (!table) throw notInDatabase(`table ${name} to alter`);
  return {
    name,
    text: parseTable(table.sql),
    dependents: all.filter(({ type }) => type !== "table"),
  };
}

/** The plain indexes on exactly these columns. */
export function indexesOn(
  { dependents }: StoredTable,
  columns: readonly string[],
  isUnique: boolean,
): readonly string[] {
  const found = dependents.filter(({ type, sql }) => {
    if (type !== "index") return false;
    const words = wordsOf(sql);
    const open = words.indexOf("(");
    const own = words
      .slice(open + 1, words.indexOf(")", open))
      .filter((word) => word !== "," && !/^(?:asc|desc)$/i.test(word))
      .map(unquoted);
    // An index with a condition continues after the parenthesis.
    const isPlain = words.at(-1) === ")";
    return (
      isPlain && own.join() === columns.join() && /^unique$/i.test(words[1] ?? "") === isUnique
    );
  });
  return found.map(({ name }) => name);
}
