import type { Bindable, Executed, Rows, Statement, Written } from "./connection.ts";

/** A database's own connection while one block, or one statement, has it. */
export interface DriverSession {
  rows(sql: string, params: readonly Bindable[]): Promise<Rows>;
  write(sql: string, params: readonly Bindable[]): Promise<Written>;
  /** Statements one after another; those behind one that fails may have been sent as well. */
  writeAll(statements: readonly Statement[]): Promise<readonly Written[]>;
  /** Rows by column name, for statements that are written by hand. */
  execute(sql: string, params: readonly unknown[]): Promise<Executed>;
  iterate(sql: string, params: readonly Bindable[], size: number): AsyncGenerator<Rows>;
  begin(): Promise<void>;
  /** @throws {TransactionManagementError} The database has undone the transaction instead. */
  commit(): Promise<void>;
  /** Never rejects: a transaction that cannot be rolled back is over all the same. */
  rollback(): Promise<void>;
  /** A statement about savepoints, whose text is used once. */
  control(sql: string): Promise<void>;
  /** Stops what is under way. */
  cancel(): Promise<void>;
  /** Whether what failed may go well on another connection, as this one was lost before it was used. */
  isStale(isRead: boolean): boolean;
  release(): void;
}
