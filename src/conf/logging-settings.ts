import type { Level } from "./checks.ts";

/** LOGGING, as Django has it, in Python's words for it. What is given of a name takes the place of the default's. */
export interface LoggingSettings {
  readonly version?: 1;
  /**
   * Whether loggers that the default has, or code has asked for, and that are not named here write nothing. Default
   * `false`, where Python's is true.
   */
  readonly disable_existing_loggers?: boolean;
  readonly formatters?: Readonly<Record<string, LogFormatterSettings>>;
  /** By name, what says whether a record is written. */
  readonly filters?: Readonly<Record<string, (record: never) => boolean>>;
  readonly handlers?: Readonly<Record<string, LogHandlerSettings>>;
  readonly loggers?: Readonly<Record<string, LoggerSettings>>;
  /** The logger above all others. */
  readonly root?: Omit<LoggerSettings, "propagate">;
}

/** How a handler writes a record. */
export interface LogFormatterSettings {
  /** `"text"`, `"json"`, or `"auto"`: text on a terminal and JSON elsewhere. Default: `"auto"`, or what `format` says. */
  readonly class?: "text" | "json" | "auto";
  /** A text of one's own: `"{asctime} {levelname} {name} {message}"`; needs `style: "{"`. */
  readonly format?: string;
  readonly style?: "{";
}

export interface LogHandlerSettings {
  /** `"console"`, `"file"`, `"mail_admins"`, `"null"`, or a module whose default export makes a handler. */
  readonly class: string;
  /** What is below it is left out. Default `"NOTSET"`: nothing is. */
  readonly level?: Level | "NOTSET";
  /** Names of filters, all of which have to agree. */
  readonly filters?: readonly string[];
  /** A name of a formatter. */
  readonly formatter?: string;
  /** Of `console`: default `"stderr"`. */
  readonly stream?: "stdout" | "stderr";
  /** Of `file`: below BASE_DIR or absolute; it is added to. */
  readonly filename?: string | URL;
  /** Of `mail_admins`: how many mails of the same error `period` may have. Default 3. */
  readonly limit?: number;
  /** Of `mail_admins`: how many mails `period` may have in all. Default 20. */
  readonly total?: number;
  /** Of `mail_admins`, in seconds. Default 3600. */
  readonly period?: number;
  readonly [option: string]: unknown;
}

export interface LoggerSettings {
  /** What is below it is left out; `"NOTSET"`, the default, asks the logger above. The root's is `"WARNING"`. */
  readonly level?: Level | "NOTSET";
  /** Names of handlers. */
  readonly handlers?: readonly string[];
  /** Names of filters, all of which have to agree. */
  readonly filters?: readonly string[];
  /** Whether the handlers of the loggers above get its records too. Default `true`. */
  readonly propagate?: boolean;
}
