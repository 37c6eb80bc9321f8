import type { DatabaseSettings } from "../conf/index.ts";
import { LimitExceeded } from "../errors.ts";
import { OperationalError } from "./errors.ts";

/** How much of a database one process may use and for how long; times in milliseconds, 0 for no limit. */
export interface Limits {
  /** Connections to PostgreSQL, at most. */
  readonly connections: number;
  /** Waiting for a free connection, or for the server to answer a new one. */
  readonly connect: number;
  /** Waiting for what others have locked. */
  readonly lock: number;
  readonly statement: number;
  readonly transaction: number;
  /** Waiting for another branch of the same transaction while nothing happens in it. */
  readonly turn: number;
}

/** Seconds. */
const defaults = {
  CONNECTION_TIMEOUT: 10,
  LOCK_TIMEOUT: 5,
  STATEMENT_TIMEOUT: 30,
  TRANSACTION_TIMEOUT: 60,
};

const CONNECTIONS = 10;

/**
 * The limits of one entry of DATABASES. Commands wait and work as long as it takes, as they do with Django,
 * but for SQLite's lock; a server has them all, because whoever waits there holds up others.
 */
export function limitsOf(settings: DatabaseSettings, isServing: boolean): Limits {
  const milliseconds = (name: keyof typeof defaults): number =>
    1000 * (settings[name] ?? defaults[name]);
  const lock = 1000 * (settings.LOCK_TIMEOUT ?? djangosTimeout(settings) ?? defaults.LOCK_TIMEOUT);
  return {
    connections: settings.MAX_CONNECTIONS ?? CONNECTIONS,
    connect: milliseconds("CONNECTION_TIMEOUT"),
    lock: isServing || settings.ENGINE === "sqlite" ? lock : 0,
    statement: isServing ? milliseconds("STATEMENT_TIMEOUT") : 0,
    transaction: isServing ? milliseconds("TRANSACTION_TIMEOUT") : 0,
    turn: milliseconds("TRANSACTION_TIMEOUT"),
  };
}

/** Django's name of the limit, for SQLite only. */
function djangosTimeout({ ENGINE, OPTIONS }: DatabaseSettings): number | undefined {
  const seconds = ENGINE === "sqlite" ? OPTIONS?.["timeout"] : undefined;
  return typeof seconds === "number" ? seconds : undefined;
}

export interface Exceeded {
  readonly alias: string;
  readonly name: keyof typeof defaults;
  /** What took how long: "Waiting for the database took longer than". */
  readonly what: string;
  /** Milliseconds. */
  readonly limit: number;
  readonly hint: string;
  readonly cause?: unknown;
}

/** The error of work that a limit has ended; a server answers it with 503. */
export function limitExceeded(exceeded: Exceeded): OperationalError {
  const { alias, name, what, limit, hint, cause } = exceeded;
  const error = new LimitExceeded(`${name} of DATABASES['${alias}']`, `${what} ${limit / 1000} s`, {
    hint,
    cause,
  });
  return new OperationalError(`${error.message} ${hint}`, { cause: error });
}
