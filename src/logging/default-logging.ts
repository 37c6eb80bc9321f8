import type { LoggingSettings, Settings } from "../conf/index.ts";

/** LOGGING with nothing left out. */
export type WholeLogging = Required<Omit<LoggingSettings, "version">>;

/**
 * What LOGGING is added to. As Django's: `mkweb` from INFO on, its errors to ADMINS without DEBUG. Unlike there the
 * console is the root's, and is written to without DEBUG too.
 */
export function defaultLogging({ DEBUG }: Pick<Settings, "DEBUG">): WholeLogging {
  return {
    disable_existing_loggers: false,
    formatters: {
      auto: { class: "auto" },
      json: { class: "json" },
      text: { class: "text" },
    },
    filters: {
      require_debug_false: () => !DEBUG,
      require_debug_true: () => DEBUG,
    },
    handlers: {
      console: { class: "console" },
      mail_admins: { class: "mail_admins", level: "ERROR", filters: ["require_debug_false"] },
      null: { class: "null" },
    },
    loggers: {
      mkweb: { level: "INFO", handlers: ["mail_admins"] },
      // Pages that are not found stand in the access log already.
      "mkweb.request": { level: "ERROR" },
      "mkweb.request.slow": { level: "WARNING" },
    },
    root: { level: "WARNING", handlers: ["console"] },
  };
}
