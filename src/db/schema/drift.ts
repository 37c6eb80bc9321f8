import { DatabaseSchema, SchemaComparator, type DatabaseTable } from "@mikro-orm/sql";
import type { Connection } from "../../connections/index.ts";
import { statementsOf, tablesOf } from "./render-sql.ts";
import type { State } from "./state.ts";

/** What differs between a state and the database as it is, as SQL; empty if nothing does. */
export async function findDrift(connection: Connection, state: State): Promise<string> {
  const { orm, schema } = await tablesOf(connection, state);
  const platform = orm.em.getPlatform();
  const actual = await DatabaseSchema.create(
    orm.em.getConnection(),
    platform,
    orm.config,
    undefined,
    [...schema.getNamespaces()],
  );
  for (const table of schema.getTables()) {
    const there = actual.getTable(table.name);
    if (!there) continue;
    await (connection.vendor === "sqlite"
      ? readDirections(connection, there)
      : settleChecks(connection, there, table));
  }
  const difference = new SchemaComparator(platform).compare(actual, schema);
  return statementsOf(difference, orm, { dropTables: false }).join("\n");
}

/** MikroORM does not read from SQLite which columns of an index descend. */
async function readDirections(connection: Connection, table: DatabaseTable): Promise<void> {
  for (const index of table.getIndexes()) {
    const columns = await connection.all(
      'select name, "desc" as down from pragma_index_xinfo(?) where key = 1 order by seqno',
      [index.keyName],
    );
    if (!columns.some(({ down }) => down === 1)) continue;
    index.columns = columns.map(({ name, down }) => ({
      name: String(name),
      ...(down === 1 && { sort: "DESC" }),
    }));
  }
}

/**
 * PostgreSQL keeps a check in words of its own. A check is written in those words here before the two
 * are compared: a table like this one, in a transaction that is taken back, says them.
 */
async function settleChecks(
  connection: Connection,
  actual: DatabaseTable,
  wanted: DatabaseTable,
): Promise<void> {
  for (const check of wanted.getChecks()) {
    const there = actual.getCheck(check.name);
    if (!there || typeof check.expression !== "string") continue;
    const words = await definitionOf(connection, actual.name, check.expression);
    if (words === (await storedDefinition(connection, actual.name, check.name))) {
      Object.assign(check, { expression: there.expression });
    }
  }
}

async function definitionOf(
  connection: Connection,
  table: string,
  expression: string,
): Promise<unknown> {
  return connection.reserve(async (session) => {
    await session.begin();
    try {
      await session.run(`create temporary table mkweb_probe (like "${table}")`);
      await session.run(`alter table mkweb_probe add constraint probe check (${expression})`);
      const row = await session.get(
        "select pg_get_constraintdef(oid) as words from pg_constraint where conname = 'probe'",
      );
      return row?.["words"];
    } finally {
      await session.rollback();
    }
  });
}

async function storedDefinition(
  connection: Connection,
  table: string,
  name: string,
): Promise<unknown> {
  const row = await connection.get(
    "select pg_get_constraintdef(oid) as words from pg_constraint where conname = ? and conrelid = to_regclass(?)",
    [name, `"${table}"`],
  );
  return row?.["words"];
}
