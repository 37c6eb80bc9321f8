import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { ClientBase, ClientConfig, Pool, PoolClient } from "pg";
import type { DatabaseSettings } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";
import type { Limits } from "../limits.ts";
import { StatementNames } from "./statement-names.ts";
import { handTypes } from "./types.ts";

type Driver = Pick<typeof import("pg"), "Client" | "Pool" | "types">;

/** State of a client while it is connected. */
export interface ClientState {
  readonly names: StatementNames;
  /** Id of its server process. */
  readonly process: number;
  /** Whether it was used before. */
  isUsed: boolean;
  /** Sends everything that `send` sends as one packet: each packet costs as much as a statement. */
  sendTogether<T>(send: () => T): T;
}

/** A client in use. */
export interface Connected {
  readonly client: PoolClient;
  readonly state: ClientState;
}

/** The client pool of a database. */
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
      // Sends statements without waiting for earlier answers.
      pipeline: true,
      max: limits.connections,
      connectionTimeoutMillis: limits.connect,
      // A finished command exits although connections are open.
      allowExitOnIdle: true,
      ...settings.OPTIONS,
      Client: this.#clientClass(),
      // The pool awaits it, although its types do not say so.
      // oxlint-disable-next-line typescript/no-misused-promises
      onConnect: (client) => this.#greet(client, sessionSettings(limits, settings.OPTIONS)),
    });
    // The server may drop an idle connection; the next statement gets a new one.
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

  /** Cancels what a client's server process is doing, over another connection. Never rejects. */
  async cancel({ process }: ClientState): Promise<void> {
    const client = new this.#driver.Client(this.#config);
    client.on("error", ignore);
    try {
      await client.connect();
      await client.query("select pg_cancel_backend($1)", [process]);
    } catch {
      // On failure the connection is closed in the end.
    } finally {
      await client.end().catch(ignore);
    }
  }

  async #greet(client: ClientBase, settings: Readonly<Record<string, string>>): Promise<void> {
    // The server may end a connection at any time: its statements fail, but the process must survive.
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

  /** A client class that exposes its stream. */
  #clientClass(): new (config?: ClientConfig) => ClientBase {
    const streams = this.#streams;
    return class extends this.#driver.Client {
      constructor(config: ClientConfig = {}) {
        const stream = config.stream?.() ?? new Socket();
        // The pool hides the password from copies of its configuration.
        super({ ...config, password: config.password, stream: () => stream });
        streams.set(this, stream);
      }
    };
  }
}

function ignore(): void {}

/** Session settings for value parsers and limits, unless OPTIONS sets them. */
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
