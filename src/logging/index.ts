/** `mkweb/logging`: named loggers, configured by LOGGING. See docs/topics/logging.md. */
export type { SendToAdmins } from "./admin-email.ts";
export type { LogHandler, LogHandlerContext, LogHandlerFactory } from "./handler.ts";
export { getLogger, Logger } from "./logger.ts";
export type { LogFields, LogRecord } from "./record.ts";
export { mergeLogging as checkLoggingSetting } from "./merge-logging.ts";
export { setUpLogging, type LoggingOptions } from "./set-up.ts";
export { loggingSettled } from "./tree.ts";
