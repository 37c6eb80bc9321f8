import assert from "node:assert/strict";
import type { Connection } from "../connections/index.ts";

export interface UsingOptions {
  /** A name of DATABASES. Default `"default"`. */
  readonly using?: string;
}

/** Statements that begin and end transactions do not count. */
const CONTROL = /^\s*(?:begin|commit|rollback|savepoint|release|set)\b/i;

/**
 * Asserts the number of statements that `work` sends to the database, without those that begin and end
 * transactions.
 *
 * @returns The result of `work`.
 * @throws {AssertionError} With the text of each statement.
 *
 * @example
 * await assertNumQueries(1, () => Question.objects.count());
 */
export async function assertNumQueries<T>(
  count: number,
  work: () => PromiseLike<T>,
  { using }: UsingOptions = {},
): Promise<T> {
  const run = async (): Promise<T> => work();
  const { result, statements } = await (await connectionOf(using)).capture(run);
  const queries = statements.filter((sql) => !CONTROL.test(sql));
  const lines = queries.map((sql, at) => `\n${at + 1}. ${sql}`).join("");
  const message = `${queries.length} queries executed, ${count} expected${lines && `\nCaptured queries were:${lines}`}`;
  assert.equal(queries.length, count, message);
  return result;
}

/** Loaded lazily: tests of projects without models do not need it. */
async function connectionOf(using: string | undefined): Promise<Connection> {
  const { connectionFor } = await import("../models/index.ts");
  return connectionFor(using);
}

/**
 * Returns the functions that `work` passed to `onCommit`, in order, without those of rolled back
 * transactions. They are not called, unless `execute` is true: then after `work`.
 *
 * @example
 * const [mail, ...others] = await captureOnCommitCallbacks(() => new Client().post("/contact/"));
 */
export async function captureOnCommitCallbacks(
  work: () => PromiseLike<unknown>,
  { using, execute = false }: UsingOptions & { readonly execute?: boolean } = {},
): Promise<readonly (() => unknown)[]> {
  const connection = await connectionOf(using);
  const callbacks: (() => unknown)[] = [...(await connection.captureOnCommit(async () => work()))];
  if (!execute) return callbacks;
  // Functions that they register in turn are called too.
  for (const each of callbacks) {
    callbacks.push(...(await connection.captureOnCommit(async () => each())));
  }
  return callbacks;
}
