import type { Block, BlockKind } from "./block.ts";
import type { DriverSession } from "./driver-session.ts";

/** A dedicated session without a transaction. */
export function reserved(acquire: () => Promise<DriverSession>): BlockKind {
  return {
    start: acquire,
    store: async (session) => session.release(),
    async undo(session) {
      session.release();
      return true;
    },
  };
}

/**
 * A transaction.
 *
 * @param acquire Acquires the session.
 * @param release Called with the session at the end.
 * @param onBegin Called when the transaction has begun.
 */
export function transaction(
  acquire: () => Promise<DriverSession>,
  release: (session: DriverSession) => void,
  onBegin: () => void,
): BlockKind {
  return {
    async start() {
      for (;;) {
        const session = await acquire();
        try {
          await session.begin();
          onBegin();
          return session;
        } catch (error) {
          release(session);
          if (!session.isStale(true)) throw error;
        }
      }
    },
    async store(session) {
      await session.commit();
      release(session);
    },
    async undo(session) {
      await session.rollback();
      release(session);
      return true;
    },
  };
}

/** A savepoint in the enclosing block. */
export function savepoint(parent: Block, name: string): BlockKind {
  return {
    async start() {
      const session = await parent.session();
      await session.control(`SAVEPOINT ${name}`);
      return session;
    },
    async store(session) {
      await session.control(`RELEASE SAVEPOINT ${name}`);
    },
    undo: (session) => rollBackTo(session, name),
  };
}

/** Part of the enclosing block. */
export function joined(parent: Block): BlockKind {
  return {
    isJoined: true,
    start: () => parent.session(),
    store: async () => {},
    undo: async () => true,
  };
}

/** Returns whether the rollback worked; otherwise the whole transaction must be rolled back. */
export async function rollBackTo(session: DriverSession, name: string): Promise<boolean> {
  try {
    await session.control(`ROLLBACK TO SAVEPOINT ${name}`);
    await session.control(`RELEASE SAVEPOINT ${name}`);
    return true;
  } catch {
    return false;
  }
}
