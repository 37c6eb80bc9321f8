import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { ClientBase, ClientConfig, Pool, PoolClient } from "pg";
import type { DatabaseSettings } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";
import type { Limits } from "../limits.ts";
import { StatementNames } from "./statement-names.ts";
import { handTypes } from "./types.ts";

type Driver = Pick<typeof import("pg"), "Client" | "Pool" | "types">;

/** What is known of one client for as long as it is connected. */
export interface ClientState {
  readonly names: StatementNames;
  /** The server's process that serves it. */
  readonly process: number;
  /** Whether somebody has used it before. */
  isUsed: boolean;
  /** Sends what `send` sends in one piece: each piece costs as much as a statement. */
  sendTogether<T>(send: () => T): T;
}

/** A client that somebody has. */
export interface Connected {
  readonly client: PoolClient;
  readonly state: ClientState;
}

/** The clients of one database. */
export class ClientPool {
  readonly #pool: Pool;
  readonly #driver: Driver;
  readonly #config: ClientConfig;
  readonly #states = new WeakMap<object, ClientState>();
  readonly #streams = new WeakMap<object, Duplex>();

  private constructor(driver: Driver, settings: DatabaseSettings, limits: Limits) {
    this.#driver = driver;
    this.#config = { ...clientConfig(settings), types: handTypes(driver.types) };
    this.#pool = new driver.Pool({
      ...this.#config,
      // A statement need not wait for the answer to the one before.
      pipeline: true,
      max: limits.connections,
      connectionTimeoutMillis: limits.connect,
      // A command that is done ends, though its connections are still open.
      allowExitOnIdle: true,
      ...settings.OPTIONS,
      Client: this.#clientClass(),
      // The pool waits for it, which its types do not say.
      // oxlint-disable-next-line typescript/no-misused-promises
      onConnect: (client) => this.#greet(client, sessionSettings(limits, settings.OPTIONS)),
    });
    // The server may drop a connection nobody uses; the next statement gets a new one.
    this.#pool.on("error", ignore);
  }

  static async open(settings: DatabaseSettings, limits: Limits): Promise<ClientPool> {
    return new ClientPool(await loadDriver(), settings, limits);
  }

  async connect(): Promise<Connected> {
    const client = await this.#pool.connect();
    const state = this.#states.get(client);
    if (!state) throw new TypeError("A client that was not greeted.");
    return { client, state };
  }

  end(): Promise<void> {
    return this.#pool.end();
  }

  /** Stops what a client's process is doing, from another connection. Never rejects. */
  async cancel({ process }: ClientState): Promise<void> {
    const client = new this.#driver.Client(this.#config);
    client.on("error", ignore);
    try {
      await client.connect();
      await client.query("select pg_cancel_backend($1)", [process]);
    } catch {
      // The connection that was to be freed is closed in the end.
    } finally {
      await client.end().catch(ignore);
    }
  }

  async #greet(client: ClientBase, settings: Readonly<Record<string, string>>): Promise<void> {
    // The server may end it at any time, whoever has it then: what is under way fails, the process lives.
    client.on("error", ignore);
    const names = Object.keys(settings);
    const sets = names.map((name, at) => `set_config('${name}', $${at + 1}, false)`);
    const { rows } = await client.query<[number]>({
      text: `select pg_backend_pid(), ${sets.join(", ")}`,
      values: Object.values(settings),
      rowMode: "array",
    });
    const process = Number(rows[0]?.[0]);
    const stream = this.#streams.get(client);
    const sendTogether = <T>(send: () => T): T => {
      stream?.cork();
      try {
        return send();
      } finally {
        stream?.uncork();
      }
    };
    this.#states.set(client, { names: new StatementNames(), process, isUsed: false, sendTogether });
  }

  /** Clients whose streams are known here. */
  #clientClass(): new (config?: ClientConfig) => ClientBase {
    const streams = this.#streams;
    return class extends this.#driver.Client {
      constructor(config: ClientConfig = {}) {
        const stream = config.stream?.() ?? new Socket();
        super({ ...config, stream: () => stream });
        streams.set(this, stream);
      }
    };
  }
}

function ignore(): void {}

/** How the readers of values want them, and the limits, where OPTIONS does not set them otherwise. */
function sessionSettings(
  { statement, lock }: Limits,
  options: DatabaseSettings["OPTIONS"] = {},
): Readonly<Record<string, string>> {
  return {
    DateStyle: "ISO",
    IntervalStyle: "postgres",
    TimeZone: "UTC",
    ...("statement_timeout" in options ? {} : { statement_timeout: String(statement) }),
    ...("lock_timeout" in options ? {} : { lock_timeout: String(lock) }),
  };
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
