import type { Bindable, Executed, Rows, Statement, Written } from "./connection.ts";

/** The driver's connection while one block or statement uses it. */
export interface DriverSession {
  rows(sql: string, params: readonly Bindable[]): Promise<Rows>;
  write(sql: string, params: readonly Bindable[]): Promise<Written>;
  /** What the connection's method of this name answers. */
  numbersInOrder(table: string): Promise<boolean>;
  /** Runs statements in order; those after a failed one may have been sent as well. */
  writeAll(statements: readonly Statement[]): Promise<readonly Written[]>;
  /** Rows by column name, for handwritten statements. */
  execute(sql: string, params: readonly unknown[]): Promise<Executed>;
  iterate(sql: string, params: readonly Bindable[], size: number): AsyncGenerator<Rows>;
  begin(): Promise<void>;
  /** @throws {TransactionManagementError} If the database rolled the transaction back instead. */
  commit(): Promise<void>;
  /** Never rejects: a transaction that cannot be rolled back has ended anyway. */
  rollback(): Promise<void>;
  /** Runs a savepoint statement, whose text is used only once. */
  control(sql: string): Promise<void>;
  /** Stops the running statement. */
  cancel(): Promise<void>;
  /** Whether a failed statement can be retried on another connection, as this one was lost before use. */
  isStale(isRead: boolean): boolean;
  release(): void;
}
