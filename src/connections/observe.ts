import { Observers } from "../dispatch/index.ts";

/** One statement that went to a database, when it is over. */
export interface ObservedQuery {
  /** The name in DATABASES of the database it went to: `"default"`. */
  readonly alias: string;
  readonly vendor: "sqlite" | "postgresql";
  /** Its text, with the database's own placeholders in the place of values. */
  readonly sql: string;
  /** What was bound to the placeholders. May be secret: nothing of it belongs into a log without DEBUG. */
  readonly params: readonly unknown[];
  /** When it was sent, in ms on the clock of `performance.now()`. */
  readonly startedAt: number;
  /** What it took, in ms, without what the reader of an iteration does in between; waiting for another process that has a SQLite file locked is part of it. */
  readonly durationMs: number;
  /** Why it failed. */
  readonly error?: unknown;
}

export type QueryListener = (query: ObservedQuery) => void;

/** Whose statement it is. */
export interface QueryOrigin {
  readonly alias: string;
  readonly vendor: ObservedQuery["vendor"];
}

const observers = new Observers<ObservedQuery>("observeQueries()");

/**
 * Tells `listener` of each statement that this process sends to any database, begins and ends of transactions among
 * them, at the end of each and where the code that sent it goes on: an `AsyncLocalStorage` has the sender's value. A
 * listener that throws is a warning of the process. While nobody listens, no time is taken.
 *
 * @returns Ends it.
 *
 * @example
 * const stop = observeQueries(({ sql, durationMs }) => console.log(durationMs.toFixed(1), sql));
 * await Question.objects.count();
 * stop();
 */
export function observeQueries(listener: QueryListener): () => void {
  return observers.add(listener);
}

/** Whether anybody listens, so that a statement is to be timed. */
export function areQueriesObserved(): boolean {
  return observers.any;
}

/**
 * Waits two turns, for a statement that would be sent at once: by then every promise on the way knows who awaits it, so
 * that the stack of an error made by a listener leads back to the code that asked. What awaits a thenable, or returns
 * a promise out of an asynchronous function, is not known before.
 */
export async function knownByWhom(): Promise<void> {
  await Promise.resolve();
  await Promise.resolve();
}

/**
 * Begins to time a statement.
 *
 * @returns To be called when it is over; with what the database took of the time, in ms, where that is not all of it.
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

/** Runs one statement, and tells of it if anybody listens. */
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
