import type { Connection, Row } from "../../connections/index.ts";
import { literally, quotedTexts } from "./sql-text.ts";
import type { Column, ForeignKey, Table } from "./table.ts";

export async function sqliteTables(connection: Connection): Promise<readonly Table[]> {
  const found = await connection.all(
    "select name, sql from sqlite_master where type = 'table' and name not like 'sqlite!_%' escape '!' order by name",
  );
  const tables: Table[] = [];
  for (const { name, sql } of found) {
    tables.push(await tableOf(connection, String(name), String(sql)));
  }
  return tables;
}

async function tableOf(connection: Connection, name: string, sql: string): Promise<Table> {
  const ask = (pragma: string): Promise<readonly Row[]> =>
    connection.all(`select * from pragma_${pragma}(?)`, [name]);
  const columns = await ask("table_info");
  const primaryKey = columns
    .filter(({ pk }) => Number(pk) > 0)
    .toSorted((a, b) => Number(a["pk"]) - Number(b["pk"]))
    .map((column) => String(column["name"]));
  return {
    name,
    columns: columns.map((column) => columnOf(column, primaryKey, sql)),
    primaryKey,
    foreignKeys: foreignKeysOf(await ask("foreign_key_list"), primaryKey),
    ...(await indexesOf(connection, await ask("index_list"))),
  };
}

function columnOf(row: Row, primaryKey: readonly string[], sql: string): Column {
  const name = String(row["name"]);
  const declared = String(row["type"]).toLowerCase().replace(/\s+/g, " ");
  const quoted = `["\`[]?${literally(name)}["\`\\]]?`;
  const isJson = new RegExp(`json_valid\\s*\\(\\s*${quoted}\\s*\\)`, "i").test(sql);
  const list = new RegExp(`check\\s*\\(\\s*${quoted}\\s+in\\s*\\(((?:[^()']|'[^']*')*)\\)`, "i");
  const choices = quotedTexts(list.exec(sql)?.[1] ?? "");
  const given: unknown = row["dflt_value"];
  return {
    name,
    type: isJson ? "json" : declared,
    isNullable: Number(row["notnull"]) === 0 && Number(row["pk"]) === 0,
    default: typeof given === "string" ? given : undefined,
    // Such a column is an alias of the rowid.
    isCounted: declared === "integer" && primaryKey.length === 1 && primaryKey[0] === name,
    choices: choices.length > 0 ? choices : undefined,
  };
}

function foreignKeysOf(rows: readonly Row[], ownKey: readonly string[]): readonly ForeignKey[] {
  const byId = Map.groupBy(rows, ({ id }) => Number(id));
  return [...byId.values()].map((parts) => {
    const ordered = parts.toSorted((a, b) => Number(a["seq"]) - Number(b["seq"]));
    const [first] = ordered;
    const referenced = ordered.map(({ to }) => (typeof to === "string" ? to : undefined));
    return {
      columns: ordered.map(({ from }) => String(from)),
      table: String(first?.["table"]),
      // Without a column, the key refers to the other table's primary key.
      referenced: referenced.map((to, at) => to ?? ownKey[at] ?? "id"),
      onDelete: String(first?.["on_delete"]).toLowerCase(),
    };
  });
}

async function indexesOf(
  connection: Connection,
  list: readonly Row[],
): Promise<Pick<Table, "indexes" | "uniques" | "otherIndexes">> {
  const [indexes, uniques, otherIndexes]: [Table["indexes"][number][], string[][], string[]] = [
    [],
    [],
    [],
  ];
  for (const { name, unique, origin, partial } of list) {
    if (origin === "pk") continue;
    const parts = await connection.all(
      'select name, "desc" as down from pragma_index_xinfo(?) where key = 1 order by seqno',
      [String(name)],
    );
    const columns = parts.map((part) => `${part["down"] === 1 ? "-" : ""}${String(part["name"])}`);
    if (partial === 1 || parts.some((part) => part["name"] === null)) {
      otherIndexes.push(String(name));
    } else if (unique === 1) uniques.push(columns);
    else indexes.push({ name: String(name), columns });
  }
  return { indexes, uniques, otherIndexes };
}
