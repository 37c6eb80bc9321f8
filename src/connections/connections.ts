import { noteOpened, toPath, type DatabaseSettings, type Settings } from "../conf/index.ts";
import { MkwebError } from "../errors.ts";
import type { BaseConnection } from "./base.ts";
import { limitsOf } from "./limits.ts";
import { PostgresqlConnection } from "./postgresql/connection.ts";
import { SqliteConnection } from "./sqlite/connection.ts";

type DatabasesOf = Pick<Settings, "BASE_DIR" | "DATABASES" | "SETTINGS_MODULE">;

/** Open connections by settings object, so that two projects in one process stay apart. */
const inUse = new WeakMap<DatabasesOf, Map<string, SqliteConnection | PostgresqlConnection>>();

/** Settings that a server in this process uses. */
const served = new WeakSet<DatabasesOf>();

/**
 * Returns the connection to a database of DATABASES. The database is opened by the first query.
 *
 * @param alias Default `"default"`.
 * @throws {MkwebError} `MKWEB_DATABASE_UNKNOWN` if DATABASES lacks this name.
 */
export function getConnection(
  settings: DatabasesOf,
  alias = "default",
): SqliteConnection | PostgresqlConnection {
  const connections = inUse.get(settings) ?? new Map<string, SqliteConnection>();
  inUse.set(settings, connections);
  const connection = connections.get(alias) ?? connect(settings, alias);
  if (connections.size === 0) noteOpened(settings, () => closeConnections(settings));
  connections.set(alias, connection);
  return connection;
}

/**
 * Enables the limits of DATABASES for statements, transactions and waiting, as a server uses these settings.
 */
export function limitConnections(settings: DatabasesOf): void {
  served.add(settings);
  for (const [alias, connection] of inUse.get(settings) ?? []) {
    const database = settings.DATABASES[alias];
    if (database) connection.limit(limitsOf(database, true));
  }
}

/** Closes all connections of these settings; the next query reopens them. */
export async function closeConnections(settings: DatabasesOf): Promise<void> {
  const connections: readonly BaseConnection[] = [...(inUse.get(settings)?.values() ?? [])];
  await Promise.all(connections.map((connection) => connection.close()));
}

function connect(settings: DatabasesOf, alias: string): SqliteConnection | PostgresqlConnection {
  const database = settings.DATABASES[alias];
  if (!database) throw unknownDatabase(settings, alias);
  const limits = limitsOf(database, served.has(settings));
  if (database.ENGINE === "postgresql") return new PostgresqlConnection(database, alias, limits);
  return new SqliteConnection(
    { file: sqliteFile(database, settings), initCommand: initCommand(database) },
    alias,
    limits,
  );
}

/** SQL to run whenever a SQLite file is opened: `OPTIONS: { init_command }`, as in Django 5.1. */
function initCommand({ OPTIONS }: DatabaseSettings): string {
  const command = OPTIONS?.["init_command"];
  return typeof command === "string" ? command : "";
}

function sqliteFile({ NAME }: DatabaseSettings, { BASE_DIR }: DatabasesOf): string {
  return NAME === ":memory:" ? NAME : toPath(NAME, BASE_DIR);
}

function unknownDatabase({ DATABASES, SETTINGS_MODULE }: DatabasesOf, alias: string): MkwebError {
  const known = Object.keys(DATABASES).join(", ") || "nothing";
  return new MkwebError(
    "MKWEB_DATABASE_UNKNOWN",
    `DATABASES has no '${alias}' (it has: ${known}).`,
    {
      hint: `Add ${alias}: env.database("DATABASE_URL", "sqlite:db.sqlite3") to DATABASES in ${SETTINGS_MODULE || "the settings"}.`,
    },
  );
}
