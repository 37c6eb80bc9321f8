import type { Settings } from "../conf/index.ts";
import type { LogRecord } from "./record.ts";

/** Where records go. */
export interface LogHandler {
  /** Takes one record. What it throws or rejects with is said on stderr, and hurts nobody. */
  emit(record: LogRecord): void | Promise<void>;
  /** Gives back what it holds, once everything is written. */
  close?(): void | Promise<void>;
}

/** What a handler of a project's own is made from. */
export interface LogHandlerContext {
  readonly settings: Settings;
  /** What LOGGING says of the handler besides `class`, `level`, `filters` and `formatter`. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Writes a record as LOGGING's `formatter` of the handler says, with a line break at its end. */
  readonly format: (record: LogRecord) => string;
}

/** The default export of a module that a handler's `class` names. */
export type LogHandlerFactory = (context: LogHandlerContext) => LogHandler | Promise<LogHandler>;
