import assert from "node:assert/strict";
import type { Connection } from "../connections/index.ts";

export interface UsingOptions {
  /** A name of DATABASES. Default `"default"`. */
  readonly using?: string;
}

/** Begins and ends of transactions ask a database nothing. */
const CONTROL = /^\s*(?:begin|commit|rollback|savepoint|release|set)\b/i;

/**
 * Asserts how many statements `work` sends to the database. What begins and ends transactions does not count.
 *
 * @returns What `work` resolves with.
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

/** Tests of projects without models do not wait for their room. */
async function connectionOf(using: string | undefined): Promise<Connection> {
  const { connectionFor } = await import("../models/index.ts");
  return connectionFor(using);
}

/**
 * Answers the functions that `work` gave to `onCommit`, in their order, without those of transactions that were
 * undone. They are not run, unless `execute` is true: then when `work` is done.
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
  // What one of them asks for in turn is one more.
  for (const each of callbacks) {
    callbacks.push(...(await connection.captureOnCommit(async () => each())));
  }
  return callbacks;
}
