import type { Level } from "./checks.ts";

/** LOGGING as in Django, with Python's names. Each named part replaces the default with the same name. */
export interface LoggingSettings {
  readonly version?: 1;
  /**
   * Whether existing loggers that LOGGING does not name are silenced. Default `false`, unlike in Python.
   */
  readonly disable_existing_loggers?: boolean;
  readonly formatters?: Readonly<Record<string, LogFormatterSettings>>;
  /** Filters by name; each decides whether a record is written. */
  readonly filters?: Readonly<Record<string, (record: never) => boolean>>;
  readonly handlers?: Readonly<Record<string, LogHandlerSettings>>;
  readonly loggers?: Readonly<Record<string, LoggerSettings>>;
  /** The parent of all loggers. */
  readonly root?: Omit<LoggerSettings, "propagate">;
}

/** How a handler formats records. */
export interface LogFormatterSettings {
  /** `"text"`, `"json"`, or `"auto"`: text on a terminal, JSON elsewhere. Default: `"auto"`, unless `format` is given. */
  readonly class?: "text" | "json" | "auto";
  /** A template: `"{asctime} {levelname} {name} {message}"`; needs `style: "{"`. */
  readonly format?: string;
  readonly style?: "{";
}

export interface LogHandlerSettings {
  /** `"console"`, `"file"`, `"mail_admins"`, `"null"`, or a module whose default export makes a handler. */
  readonly class: string;
  /** Skips records below this level. Default `"NOTSET"`, which skips none. */
  readonly level?: Level | "NOTSET";
  /** Names of filters; a record must pass all of them. */
  readonly filters?: readonly string[];
  /** Name of a formatter. */
  readonly formatter?: string;
  /** For `console`. Default `"stderr"`. */
  readonly stream?: "stdout" | "stderr";
  /** For `file`: a path below BASE_DIR, or an absolute one; lines are appended. */
  readonly filename?: string | URL;
  /** For `mail_admins`: maximum number of mails about the same error per `period`. Default 3. */
  readonly limit?: number;
  /** For `mail_admins`: maximum number of all mails per `period`. Default 20. */
  readonly total?: number;
  /** For `mail_admins`, in seconds. Default 3600. */
  readonly period?: number;
  readonly [option: string]: unknown;
}

export interface LoggerSettings {
  /** Skips records below this level; `"NOTSET"`, the default, uses the parent's level. The root's is `"WARNING"`. */
  readonly level?: Level | "NOTSET";
  /** Names of handlers. */
  readonly handlers?: readonly string[];
  /** Names of filters; a record must pass all of them. */
  readonly filters?: readonly string[];
  /** Whether records also go to the parents' handlers. Default `true`. */
  readonly propagate?: boolean;
}
