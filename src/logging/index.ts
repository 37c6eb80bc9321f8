/** `mkweb/logging`: writes to the log under names, as LOGGING says. See docs/topics/logging.md. */
export type { SendToAdmins } from "./admin-email.ts";
export type { LogHandler, LogHandlerContext, LogHandlerFactory } from "./handler.ts";
export { getLogger, Logger } from "./logger.ts";
export type { LogFields, LogRecord } from "./record.ts";
export { mergeLogging as checkLoggingSetting } from "./merge-logging.ts";
export { setUpLogging, type LoggingOptions } from "./set-up.ts";
export { loggingSettled } from "./tree.ts";
