import type { Connection, Session } from "../../connections/index.ts";

/** Two `migrate` on one PostgreSQL database take turns by this number, chosen once. */
const ADVISORY_LOCK = 7_261_955_340;

/** Milliseconds between two tries, at first and at most. */
const [FIRST_WAIT, LONGEST_WAIT] = [5, 200];

/**
 * Waits for this transaction's turn. It asks again and again: who waits inside PostgreSQL would hold up an
 * index that is made concurrently, which waits for all older transactions.
 */
export async function takeTurn(connection: Connection, session: Session): Promise<void> {
  // SQLite's transaction begins with its only write lock.
  if (connection.vendor === "sqlite") return;
  await tryUntilFree(session, "pg_try_advisory_xact_lock");
  // PostgreSQL alters no table whose foreign keys are yet to be checked.
  await session.run("set constraints all immediate");
}

/** Runs `work` in a turn that is no transaction (PostgreSQL). */
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
