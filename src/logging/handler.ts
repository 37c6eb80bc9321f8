import type { Settings } from "../conf/index.ts";
import type { LogRecord } from "./record.ts";

/** Receives log records. */
export interface LogHandler {
  /** Handles one record. Failures are reported on stderr and affect nothing else. */
  emit(record: LogRecord): void | Promise<void>;
  /** Releases resources once everything is written. */
  close?(): void | Promise<void>;
}

/** What a project's own handler gets. */
export interface LogHandlerContext {
  readonly settings: Settings;
  /** What LOGGING gives the handler besides `class`, `level`, `filters` and `formatter`. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Formats a record with the handler's `formatter`, ending with a line break. */
  readonly format: (record: LogRecord) => string;
}

/** Default export of a module that a handler's `class` names. */
export type LogHandlerFactory = (context: LogHandlerContext) => LogHandler | Promise<LogHandler>;
