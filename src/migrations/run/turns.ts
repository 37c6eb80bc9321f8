import type { Connection, Session } from "../../connections/index.ts";

/** Number of the advisory lock by which runs of `migrate` on one PostgreSQL database take turns; chosen once. */
const ADVISORY_LOCK = 7_261_955_340;

/** Milliseconds between tries, at first and at most. */
const [FIRST_WAIT, LONGEST_WAIT] = [5, 200];

/**
 * Waits for this transaction's turn by polling. Waiting inside PostgreSQL would block an index that is built
 * concurrently, which waits for all older transactions.
 */
export async function takeTurn(connection: Connection, session: Session): Promise<void> {
  // SQLite's transaction begins with its only write lock.
  if (connection.vendor === "sqlite") return;
  await tryUntilFree(session, "pg_try_advisory_xact_lock");
  // PostgreSQL does not alter a table with unchecked foreign keys.
  await session.run("set constraints all immediate");
}

/** Runs `work` in a turn without a transaction (PostgreSQL). */
export async function inTurn<T>(session: Session, work: () => Promise<T>): Promise<T> {
  await tryUntilFree(session, "pg_try_advisory_lock");
  try {
    return await work();
  } finally {
    await session.run("select pg_advisory_unlock(?)", [ADVISORY_LOCK]);
  }
}

async function tryUntilFree(session: Session, lock: string): Promise<void> {
  for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
    const row = await session.get(`select ${lock}(?) as taken`, [ADVISORY_LOCK]);
    if (row?.["taken"] === true) return;
    await new Promise((resolve) => {
      setTimeout(resolve, wait);
    });
  }
}
