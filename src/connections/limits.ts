import type { DatabaseSettings } from "../conf/index.ts";
import { LimitExceeded } from "../errors.ts";
import { OperationalError } from "./errors.ts";

/** Limits on how one process uses a database; times in milliseconds, 0 means no limit. */
export interface Limits {
  /** Maximum number of connections to PostgreSQL. */
  readonly connections: number;
  /** Wait for a free connection, or for the server to accept a new one. */
  readonly connect: number;
  /** Wait for locks of others. */
  readonly lock: number;
  readonly statement: number;
  readonly transaction: number;
  /** Wait for another branch of the same transaction while nothing happens in it. */
  readonly turn: number;
}

/** In seconds. */
const defaults = {
  CONNECTION_TIMEOUT: 10,
  LOCK_TIMEOUT: 5,
  STATEMENT_TIMEOUT: 30,
  TRANSACTION_TIMEOUT: 60,
};

const CONNECTIONS = 10;

/**
 * Returns the limits of an entry of DATABASES. Commands have none but SQLite's lock, as in Django; a server has all of
 * them, as a request that waits there holds up others.
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

/** Django's name of the lock timeout, for SQLite only. */
function djangosTimeout({ ENGINE, OPTIONS }: DatabaseSettings): number | undefined {
  const seconds = ENGINE === "sqlite" ? OPTIONS?.["timeout"] : undefined;
  return typeof seconds === "number" ? seconds : undefined;
}

export interface Exceeded {
  readonly alias: string;
  readonly name: keyof typeof defaults;
  /** What took too long: "Waiting for the database took longer than". */
  readonly what: string;
  /** In milliseconds. */
  readonly limit: number;
  readonly hint: string;
  readonly cause?: unknown;
}

/** Creates the error for work that a limit has stopped; a server answers it with 503. */
export function limitExceeded(exceeded: Exceeded): OperationalError {
  const { alias, name, what, limit, hint, cause } = exceeded;
  const error = new LimitExceeded(`${name} of DATABASES['${alias}']`, `${what} ${limit / 1000} s`, {
    hint,
    cause,
  });
  return new OperationalError(`${error.message} ${hint}`, { cause: error });
}
