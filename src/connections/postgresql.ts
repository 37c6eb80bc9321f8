import type { ClientConfig, Pool, PoolClient } from "pg";
import type { DatabaseSettings } from "../conf/index.ts";
import { MkwebError } from "../errors.ts";
import { BaseConnection, OwnedSession } from "./base.ts";
import type { Changes, Executed, Row, SqlValue } from "./connection.ts";
import { numberPlaceholders } from "./placeholders.ts";
import { unreachable } from "./unreachable.ts";

type Driver = Pick<typeof import("pg"), "Pool" | "types">;

/** A PostgreSQL database, by the `pg` package, which a project installs when it uses one. */
export class PostgresqlConnection extends BaseConnection {
  readonly vendor = "postgresql";
  readonly name: string;
  readonly database: string;
  readonly #settings: DatabaseSettings;
  #pool: Promise<Pool> | undefined;

  constructor(settings: DatabaseSettings) {
    super();
    this.#settings = settings;
    this.database = settings.NAME;
    this.name = `${settings.NAME} on ${settings.HOST ?? "the local socket"}`;
  }

  async acquire(): Promise<OwnedSession> {
    const pool = await (this.#pool ??= openPool(this.#settings));
    const client = await pool.connect().catch((cause: unknown) => {
      throw unreachable(this.#settings, cause);
    });
    return new PostgresqlSession(client);
  }

  get isOpen(): boolean {
    return this.#pool !== undefined;
  }

  async close(): Promise<void> {
    const pool = await this.#pool;
    this.#pool = undefined;
    await pool?.end();
  }
}

class PostgresqlSession extends OwnedSession {
  protected readonly beginStatement = "begin";
  readonly #client: PoolClient;

  constructor(client: PoolClient) {
    super();
    this.#client = client;
  }

  async run(sql: string, params: readonly SqlValue[] = []): Promise<Changes> {
    const { changes } = await this.execute(numberPlaceholders(sql), params);
    return { changes };
  }

  async all(sql: string, params: readonly SqlValue[] = []): Promise<readonly Row[]> {
    return (await this.execute(numberPlaceholders(sql), params)).rows;
  }

  async execute(sql: string, params: readonly unknown[]): Promise<Executed> {
    const { rows, rowCount } = await this.#client.query<Row>(sql, params.map(inUtc));
    return { rows, changes: rowCount ?? 0 };
  }

  protected giveBack(): void {
    this.#client.release();
  }

  protected async rollbackAll(): Promise<void> {
    await this.execute("rollback", []);
  }
}

/** pg would write a moment in local time, whose offset had seconds in it in former times. */
function inUtc(value: unknown): unknown {
  const isMoment = value instanceof Date && value.getTime() >= FIRST_YEAR;
  return isMoment ? value.toISOString() : value;
}

/** Before it years have another form. */
const FIRST_YEAR = Date.parse("0001-01-01T00:00:00Z");

async function openPool(settings: DatabaseSettings): Promise<Pool> {
  const { Pool, types } = await loadDriver();
  const parsers: Readonly<Record<number, (text: string) => unknown>> = {
    [types.builtins.INT8]: toInteger,
    // A day has no time zone, so it stays text.
    [types.builtins.DATE]: (text) => text,
  };
  const pool = new Pool({
    ...clientConfig(settings),
    // A command that is done ends, though its connections are still open.
    allowExitOnIdle: true,
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        parsers[oid] ?? types.getTypeParser(oid, format),
    },
  });
  // The server may drop a connection nobody uses; the next query gets a new one.
  pool.on("error", () => {});
  return pool;
}

function clientConfig({
  NAME,
  USER,
  PASSWORD,
  HOST,
  PORT,
  OPTIONS,
}: DatabaseSettings): ClientConfig {
  return {
    database: NAME,
    ...(USER ? { user: USER } : {}),
    ...(PASSWORD ? { password: PASSWORD } : {}),
    ...(HOST ? { host: HOST } : {}),
    ...(PORT ? { port: PORT } : {}),
    ...OPTIONS,
  };
}

function toInteger(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

async function loadDriver(): Promise<Driver> {
  try {
    const { default: driver } = await import("pg");
    return driver;
  } catch (cause) {
    throw new MkwebError("MKWEB_DATABASE_DRIVER", "PostgreSQL needs the package pg.", {
      hint: "Install it in the project: npm install pg",
      cause,
    });
  }
}
