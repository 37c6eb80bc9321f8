import type { Connection, Session } from "../../connections/index.ts";
import { MkwebError } from "../../errors.ts";
import type { AppliedMigration } from "../graph.ts";

/**
 * Runs `work` with SQLite's foreign keys off: with them on, rebuilding a table deletes rows of others. SQLite
 * ignores the switch inside a transaction.
 */
export function foreignKeysOff<T>(
  connection: Connection,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  return connection.reserve(async (session) => {
    if (connection.vendor !== "sqlite") return work(session);
    await session.run("pragma foreign_keys = off");
    try {
      return await work(session);
    } finally {
      // A failed rebuild leaves this on.
      await session.run("pragma legacy_alter_table = off");
      await session.run("pragma foreign_keys = on");
    }
  });
}

/** @throws {MkwebError} `MKWEB_MIGRATION_FAILED`: a row would refer to nothing (SQLite). */
export async function refuseBrokenKeys(
  connection: Connection,
  { key }: AppliedMigration,
): Promise<void> {
  if (connection.vendor !== "sqlite") return;
  const [broken] = await connection.all("pragma foreign_key_check");
  if (!broken) return;
  const where = `${String(broken["table"])} row ${String(broken["rowid"])}`;
  throw new MkwebError(
    "MKWEB_MIGRATION_FAILED",
    `Migration ${key} would leave ${where} pointing to nothing in ${String(broken["parent"])}. Nothing was changed.`,
    { hint: "Fix the rows in the migration, with runCode or runSQL, and run it again." },
  );
}
