/** Both databases for tests of connections: a new one each time, closed and removed afterwards. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import {
  completeSettings,
  env,
  type DatabaseSettings,
  type Settings,
} from "../../src/conf/index.ts";
import { closeConnections, getConnection, limitConnections } from "../../src/connections/index.ts";
import { noPostgres, startPostgres, type Postgres } from "../support/postgres.ts";

export type Vendor = "sqlite" | "postgresql";
export type Limits = Pick<
  DatabaseSettings,
  | "MAX_CONNECTIONS"
  | "CONNECTION_TIMEOUT"
  | "LOCK_TIMEOUT"
  | "STATEMENT_TIMEOUT"
  | "TRANSACTION_TIMEOUT"
>;

export const vendors = [
  { vendor: "sqlite", skip: false },
  { vendor: "postgresql", skip: noPostgres },
] as const;

let postgres: Postgres | undefined;

/** For the top of a test file that uses PostgreSQL. */
export function withPostgres(): void {
  before(async () => {
    if (!noPostgres) postgres = await startPostgres();
  });
  after(() => postgres?.stop());
}

/** The settings of a new database. */
export async function newDatabase(vendor: Vendor): Promise<DatabaseSettings & { folder?: string }> {
  if (vendor === "postgresql") {
    process.env["CONNECTION_TEST_URL"] = (await postgres?.createDatabase()) ?? "";
    return env.database("CONNECTION_TEST_URL");
  }
  const folder = await mkdtemp(join(tmpdir(), "mkweb-connection-"));
  return { ENGINE: "sqlite", NAME: join(folder, "db.sqlite3"), folder };
}

/** A connection as a server has it, with these limits besides those that are the default. */
export function serve(t: TestContext, database: DatabaseSettings, limits: Limits = {}) {
  const settings: Settings = completeSettings({
    BASE_DIR: pathToFileURL(`${tmpdir()}/`),
    SECRET_KEY: "k",
    DATABASES: { default: { ...database, ...limits } },
  });
  limitConnections(settings);
  t.after(() => closeConnections(settings));
  return getConnection(settings);
}

/** A connection to a new database with a table `thing`. */
export async function openThings(t: TestContext, vendor: Vendor, limits: Limits = {}) {
  const { folder, ...database } = await newDatabase(vendor);
  const connection = serve(t, database, limits);
  if (folder !== undefined) t.after(() => rm(folder, { recursive: true, force: true }));
  await connection.run("create table thing (id integer primary key, name varchar(20) unique)");
  const insert = async (id: number, name = `n${id}`): Promise<void> => {
    await connection.run("insert into thing (id, name) values (?, ?)", [id, name]);
  };
  const ids = async (): Promise<unknown[]> =>
    (await connection.rows("select id from thing order by id", [])).map(([id]) => id);
  return { connection, insert, ids, database };
}

/** What ends when it is told to. */
export function gate(): { readonly passed: Promise<void>; readonly open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { passed: promise, open: resolve };
}
