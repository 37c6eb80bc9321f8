import type { DatabaseSync } from "node:sqlite";

/** SQLite's code for a file that another process has locked. */
const SQLITE_BUSY = 5;
/** Milliseconds between two attempts. */
const PAUSE = 10;

/**
 * Turns on the write-ahead log, in which each commit need not wait for the disk and reading waits for
 * nobody. Processes that open a new file at once meet here, and for this step alone SQLite does not wait
 * as long as it was told to.
 *
 * @param timeout Milliseconds to wait for another process.
 */
export function useWriteAheadLog(database: DatabaseSync, timeout: number): void {
  const end = Date.now() + timeout;
  for (;;) {
    try {
      database.exec("pragma journal_mode = wal; pragma synchronous = normal");
      return;
    } catch (error) {
      if (!isBusy(error) || Date.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}
