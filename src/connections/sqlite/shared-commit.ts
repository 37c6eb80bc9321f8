import type { Changes, SqlValue } from "../connection.ts";
import type { DriverSession } from "../driver-session.ts";

interface Statement {
  readonly sql: string;
  readonly params: readonly SqlValue[];
  readonly resolve: (changes: Changes) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Combines statements from one tick of the event loop in a transaction, as under load commits cost more than the
 * statements. Each still succeeds or fails by itself.
 */
export class SharedCommit {
  readonly #acquire: () => Promise<DriverSession>;
  #waiting: Statement[] = [];

  /** @param acquire Acquires a dedicated session, which is released here. */
  constructor(acquire: () => Promise<DriverSession>) {
    this.#acquire = acquire;
  }

  /** Resolves when the statement is committed. */
  run(sql: string, params: readonly SqlValue[]): Promise<Changes> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ sql, params, resolve, reject });
      if (this.#waiting.length === 1) setImmediate(() => void this.#runAll());
    });
  }

  async #runAll(): Promise<void> {
    const statements = this.#waiting;
    this.#waiting = [];
    let session: DriverSession | undefined;
    try {
      session = await this.#acquire();
      if (statements.length === 1 || !(await runTogether(session, statements))) {
        await runEach(session, statements);
      }
    } catch (error) {
      for (const { reject } of statements) reject(error);
    } finally {
      session?.release();
    }
  }
}

/** Returns whether all succeeded; otherwise nothing was changed. */
async function runTogether(
  session: DriverSession,
  statements: readonly Statement[],
): Promise<boolean> {
  const results: Changes[] = [];
  await session.begin();
  try {
    for (const { sql, params } of statements) results.push(await session.execute(sql, params));
    await session.commit();
  } catch {
    await session.rollback();
    return false;
  }
  for (const [at, { changes }] of results.entries()) statements[at]?.resolve({ changes });
  return true;
}

async function runEach(session: DriverSession, statements: readonly Statement[]): Promise<void> {
  for (const { sql, params, resolve, reject } of statements) {
    const done = session.execute(sql, params).then(({ changes }) => ({ changes }));
    await done.then(resolve, reject);
  }
}
