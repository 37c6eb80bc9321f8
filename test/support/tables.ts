/** Makes the tables of a state, and says in what a database differs from one made of a state afresh. */
import assert from "node:assert/strict";
import type { Connection } from "../../src/connections/index.ts";
import { statementsOf, type State } from "../../src/schema/index.ts";
import { readPostgresql } from "./tables-postgresql.ts";
import { inMemory, readSqlite } from "./tables-sqlite.ts";

export async function makeTables(connection: Connection, state: State): Promise<void> {
  const reader = {
    vendor: connection.vendor,
    all: (sql: string, params: readonly (string | number)[] = []) => connection.all(sql, params),
  };
  const delta = new Map(Array.from(state.keys(), (label) => [label, state.get(label)] as const));
  for await (const { sql } of statementsOf(reader, new Map(), { delta })) {
    await connection.reserve((session) => session.execute(sql, []));
  }
}

/** Fails if the tables are not, but for the names of indexes, what the state says. */
export async function assertTables(connection: Connection, state: State): Promise<void> {
  const [there, wanted] =
    connection.vendor === "sqlite"
      ? [await readSqlite(connection), await freshSqlite(state)]
      : [await readPostgresql(connection, "public"), await freshPostgresql(connection, state)];
  assert.deepEqual(there, wanted);
}

function freshSqlite(state: State) {
  return inMemory(async (memory) => {
    await makeTables(memory, state);
    return readSqlite(memory);
  });
}

function freshPostgresql(connection: Connection, state: State) {
  return connection.reserve(async (session) => {
    await session.execute("create schema mkweb_fresh", []);
    await session.execute("set search_path to mkweb_fresh", []);
    try {
      await makeTables(connection, state);
      return await readPostgresql(connection, "mkweb_fresh");
    } finally {
      await session.execute("reset search_path", []);
      await session.execute("drop schema mkweb_fresh cascade", []);
    }
  });
}
