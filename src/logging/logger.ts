import { levels, type Level } from "../conf/index.ts";
import { handle, levelOf } from "./tree.ts";
import { makeRecord, type LogFields } from "./record.ts";

/**
 * Writes to the log under a dotted name. Records of `mkweb.request` also reach the handlers of `mkweb` and of the
 * root, unless LOGGING says otherwise.
 */
export class Logger {
  /** Empty for the root. */
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** Returns whether a message of this level would be written; ask before work that only the message needs. */
  isEnabledFor(level: Level): boolean {
    return levels[level] >= levelOf(this.name);
  }

  /** Details for finding a fault. */
  debug(message: string, fields?: LogFields): void {
    this.log("DEBUG", message, fields);
  }

  /** An expected event. */
  info(message: string, fields?: LogFields): void {
    this.log("INFO", message, fields);
  }

  /** A problem that does not stop the site. */
  warning(message: string, fields?: LogFields): void {
    this.log("WARNING", message, fields);
  }

  /** A failure; ADMINS get mail. Pass the error itself: `error("No invoice", { error })`. */
  error(message: string, fields?: LogFields): void {
    this.log("ERROR", message, fields);
  }

  /** A failure that stops the site; ADMINS get mail. */
  critical(message: string, fields?: LogFields): void {
    this.log("CRITICAL", message, fields);
  }

  /** Never throws: failures to write are reported on stderr. */
  log(level: Level, message: string, fields: LogFields = {}): void {
    if (this.isEnabledFor(level)) handle(makeRecord(this.name, level, message, fields));
  }
}

const loggers = new Map<string, Logger>();

/**
 * Returns the logger with this name, always the same object. LOGGING decides where its messages go. By default stderr
 * gets those of `mkweb` and below from INFO on and all others from WARNING on; without DEBUG, ADMINS get mail of
 * `mkweb`'s errors.
 *
 * @param name Dotted, usually starting with the app's name: `shop.orders`. Default: the root.
 *
 * @example
 * const log = getLogger("shop.orders");
 * log.warning("Out of stock", { product: 7, ordered: 3 });
 */
export function getLogger(name = ""): Logger {
  const logger = loggers.get(name) ?? new Logger(name);
  loggers.set(name, logger);
  return logger;
}

/** Names of all loggers used so far. */
export function knownLoggers(): readonly string[] {
  return [...loggers.keys()];
}
