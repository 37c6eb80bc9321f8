/** One case done by our own operations and editor. */
import type { Connection } from "../../src/connections/index.ts";
import * as operations from "../../src/migrations/index.ts";
import { applyDelta, statementsOf, type ModelState } from "../../src/schema/index.ts";
import type { Operation } from "../../src/migrations/index.ts";
import type { Case } from "./cases.ts";
import { catalogue } from "./catalogue.ts";

export interface Answer {
  readonly schema?: readonly string[];
  readonly rows?: Readonly<Record<string, readonly (readonly unknown[])[]>>;
  readonly refused?: string;
}

export async function runCase(connection: Connection, each: Case): Promise<Answer> {
  const state = new Map<string, ModelState>();
  const reader = {
    vendor: connection.vendor,
    all: (sql: string, params: readonly (string | number)[] = []) => connection.all(sql, params),
  };
  const run = (sql: string) => connection.reserve((session) => session.execute(sql, []));
  const apply = async (operation: Operation): Promise<void> => {
    const change = operation.change?.(state, "t");
    if (!change) return;
    for await (const { sql, none } of statementsOf(reader, state, change)) {
      if (none === undefined) await run(sql);
      else if ((await reader.all(sql)).length > 0) throw new Error(none);
    }
    applyDelta(state, change.delta);
  };
  try {
    for (const [name, model] of Object.entries(each.models)) {
      await apply(operations.createModel(name, model));
    }
    for (const sql of each.rows ?? []) await run(sql);
    for (const [name, ...args] of each.operations) await apply(operationOf(name, args));
    return await answerOf(connection);
  } catch (error) {
    return { refused: String(error) };
  }
}

function operationOf(name: string, args: readonly unknown[]): Operation {
  const make: unknown = Reflect.get(operations, name);
  if (typeof make !== "function") throw new TypeError(`There is no operation ${name}.`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Reflect.apply(make, undefined, args) as Operation;
}

async function answerOf(connection: Connection): Promise<Answer> {
  const isSqlite = connection.vendor === "sqlite";
  const found = await connection.all(
    isSqlite
      ? "select sql as text from sqlite_schema where sql is not null and name not like 'sqlite!_%' escape '!' order by 1"
      : catalogue,
  );
  const tables = await connection.all(
    isSqlite
      ? "select name from sqlite_schema where type = 'table' and name not like 'sqlite!_%' escape '!' order by 1"
      : "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  const contents: Record<string, readonly (readonly unknown[])[]> = {};
  for (const { name } of tables) {
    const table = String(name);
    const rows = await rowsOf(connection, table);
    if (rows.length > 0) contents[table] = rows;
  }
  return {
    schema: found.map(({ text }) => String(text).split(/\s+/).join(" ")),
    rows: contents,
  };
}

async function rowsOf(connection: Connection, table: string) {
  const from = `from "${table.replaceAll('"', '""')}" t order by 1`;
  if (connection.vendor === "postgresql") {
    const rows = await connection.all(`select t::text as text ${from}`);
    return rows.map((row) => Object.values(row));
  }
  const columns = await connection.all("select name from pragma_table_info(?)", [table]);
  const shown = columns.map(({ name }, at) => `quote("${String(name)}") as c${at}`).join(", ");
  return (await connection.all(`select ${shown} ${from}`)).map((row) => Object.values(row));
}
