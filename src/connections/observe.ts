import { Observers } from "../dispatch/index.ts";

/** A finished statement. */
export interface ObservedQuery {
  /** Name of the database in DATABASES: `"default"`. */
  readonly alias: string;
  readonly vendor: "sqlite" | "postgresql";
  /** The statement with the database's own placeholders. */
  readonly sql: string;
  /** Values of the placeholders. May be secret: never log them without DEBUG. */
  readonly params: readonly unknown[];
  /** Start time in ms, on the clock of `performance.now()`. */
  readonly startedAt: number;
  /** Duration in ms, without the time that the reader of an iteration takes, but with waiting for a locked SQLite file. */
  readonly durationMs: number;
  /** Reason for the failure, if it failed. */
  readonly error?: unknown;
}

export type QueryListener = (query: ObservedQuery) => void;

/** Where a statement was sent. */
export interface QueryOrigin {
  readonly alias: string;
  readonly vendor: ObservedQuery["vendor"];
}

const observers = new Observers<ObservedQuery>("observeQueries()");

/**
 * Calls `listener` after each statement that this process sends to any database, including the start and end of
 * transactions, in the asynchronous context of the sender, so that `AsyncLocalStorage` has the sender's value. An error
 * that the listener throws becomes a process warning. Nothing is timed while nobody listens.
 *
 * @returns Stops observing.
 *
 * @example
 * const stop = observeQueries(({ sql, durationMs }) => console.log(durationMs.toFixed(1), sql));
 * await Question.objects.count();
 * stop();
 */
export function observeQueries(listener: QueryListener): () => void {
  return observers.add(listener);
}

/** Whether anybody listens, so that statements must be timed. */
export function areQueriesObserved(): boolean {
  return observers.any;
}

/**
 * Waits two ticks before a statement that would be sent at once. By then every promise in between knows its awaiter, so
 * the stack of an error created by a listener leads back to the calling code. Awaited thenables, and promises returned
 * from async functions, are known only then.
 */
export async function knownByWhom(): Promise<void> {
  await Promise.resolve();
  await Promise.resolve();
}

/**
 * Starts to time a statement.
 *
 * @returns Ends it; pass the milliseconds that the database took, if that is not the whole time.
 */
export function beginQuery(
  { alias, vendor }: QueryOrigin,
  sql: string,
  params: readonly unknown[],
): (error?: unknown, spentMs?: number) => void {
  const startedAt = performance.now();
  return (error, spentMs) => {
    const durationMs = spentMs ?? performance.now() - startedAt;
    const query = { alias, vendor, sql, params, startedAt, durationMs };
    observers.tell(error === undefined ? query : { ...query, error });
  };
}

/** Runs a statement and reports it to listeners. */
export async function observed<T>(
  origin: QueryOrigin,
  sql: string,
  params: readonly unknown[],
  run: () => Promise<T>,
): Promise<T> {
  const end = beginQuery(origin, sql, params);
  const from = performance.now();
  try {
    const result = await run();
    const spentMs = performance.now() - from;
    await knownByWhom();
    end(undefined, spentMs);
    return result;
  } catch (error) {
    end(error);
    throw error;
  }
}
