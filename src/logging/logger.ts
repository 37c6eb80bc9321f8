import { levels, type Level } from "../conf/index.ts";
import { handle, levelOf } from "./tree.ts";
import { makeRecord, type LogFields } from "./record.ts";

/**
 * Writes to the log under a name. Names are made of parts with dots between them: what `mkweb.request` is told, the
 * handlers of `mkweb` and of the root are told too, unless LOGGING says otherwise.
 */
export class Logger {
  /** Empty for the root. */
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** Whether a message of this level would be written by anybody; ask before work that only a message needs. */
  isEnabledFor(level: Level): boolean {
    return levels[level] >= levelOf(this.name);
  }

  /** For who looks for a fault. */
  debug(message: string, fields?: LogFields): void {
    this.log("DEBUG", message, fields);
  }

  /** What happened, and is as it should be. */
  info(message: string, fields?: LogFields): void {
    this.log("INFO", message, fields);
  }

  /** What is not as it should be, and yet goes on. */
  warning(message: string, fields?: LogFields): void {
    this.log("WARNING", message, fields);
  }

  /** What went wrong; ADMINS get mail of it. Give the error itself: `error("No invoice", { error })`. */
  error(message: string, fields?: LogFields): void {
    this.log("ERROR", message, fields);
  }

  /** What the site cannot go on with; ADMINS get mail of it. */
  critical(message: string, fields?: LogFields): void {
    this.log("CRITICAL", message, fields);
  }

  /** Never throws: a log that cannot be written is said on stderr. */
  log(level: Level, message: string, fields: LogFields = {}): void {
    if (this.isEnabledFor(level)) handle(makeRecord(this.name, level, message, fields));
  }
}

const loggers = new Map<string, Logger>();

/**
 * The logger of this name, always the same. LOGGING decides what becomes of its messages, by default: those of `mkweb`
 * and below from INFO on, all others from WARNING on, go to stderr; errors of `mkweb` to ADMINS as mail, without DEBUG.
 *
 * @param name Parts with dots between them, most often the app's name first: `shop.orders`. Default: the root.
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

/** The names that anybody has asked for. */
export function knownLoggers(): readonly string[] {
  return [...loggers.keys()];
}
