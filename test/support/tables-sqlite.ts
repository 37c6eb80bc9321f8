import { closeConnections, getConnection, type Connection } from "../../src/connections/index.ts";
import { parseColumn, withoutName } from "../../src/schema/sqlite/column-text.ts";
import { parseTable } from "../../src/schema/sqlite/table-text.ts";
import { wordsOf } from "../../src/schema/sqlite/tokens.ts";

type Described = Readonly<Record<string, readonly string[]>>;

/** Each table's columns, foreign keys, indexes and checks, in no order. */
export async function readSqlite(connection: Connection): Promise<Described> {
  const tables = await connection.all(
    "select name, sql from sqlite_schema where type = 'table' and name not like 'sqlite!_%' escape '!' and name <> 'django_migrations'",
  );
  const described: Record<string, readonly string[]> = {};
  for (const table of tables) {
    const name = String(table["name"]);
    described[name] = [
      ...(await rows(connection, columns, name)),
      ...(await rows(connection, keys, name)),
      ...(await indexesOf(connection, name)),
      ...checksIn(String(table["sql"])),
    ].toSorted();
  }
  return described;
}

const columns = `select 'column', name, upper(type), "notnull", dflt_value, pk, hidden from pragma_table_xinfo(?)`;
const keys = `select 'key', "from", "table", "to", on_update, on_delete from pragma_foreign_key_list(?)`;

async function rows(connection: Connection, sql: string, table: string): Promise<string[]> {
  const found = await connection.all(sql, [table]);
  return found.map((row) => JSON.stringify(Object.values(row)));
}

async function indexesOf(connection: Connection, table: string): Promise<string[]> {
  const found = await connection.all(
    `select l.name, l."unique", l.partial, s.sql from pragma_index_list(?) l left join sqlite_schema s on s.name = l.name`,
    [table],
  );
  return Promise.all(
    found.map(async ({ name, unique, partial, sql }) => {
      const on = await connection.all(
        'select name, "desc" from pragma_index_xinfo(?) where key = 1 order by seqno',
        [String(name)],
      );
      const where = / where (.*)$/i.exec(String(sql))?.[1];
      return JSON.stringify(["index", unique, partial, on.map((row) => Object.values(row)), where]);
    }),
  );
}

function checksIn(sql: string): string[] {
  const checks = parseTable(sql).items.flatMap(({ text, column, kind }) =>
    column === undefined
      ? kind === "check"
        ? [text.trim()]
        : []
      : parseColumn(text)
          .clauses.filter((each) => each.kind === "check")
          .map((each) => each.text),
  );
  return checks.map((each) => `check ${wordsOf(withoutName(each)).join(" ").toLowerCase()}`);
}

/** A database that is gone afterwards. */
export async function inMemory<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
  const settings = {
    BASE_DIR: new URL("file:///"),
    DATABASES: { default: { ENGINE: "sqlite", NAME: ":memory:" } },
    SETTINGS_MODULE: "",
  } as const;
  try {
    return await work(getConnection(settings));
  } finally {
    await closeConnections(settings);
  }
}
