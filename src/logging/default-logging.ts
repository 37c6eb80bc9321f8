import type { LoggingSettings, Settings } from "../conf/index.ts";

/** LOGGING with all defaults filled in. */
export type WholeLogging = Required<Omit<LoggingSettings, "version">>;

/**
 * The configuration that LOGGING extends. As in Django, `mkweb` logs from INFO on and mails errors to ADMINS without
 * DEBUG. Unlike in Django, the console handler belongs to the root and also writes without DEBUG.
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
      // The access log already has pages that were not found.
      "mkweb.request": { level: "ERROR" },
      "mkweb.request.slow": { level: "WARNING" },
    },
    root: { level: "WARNING", handlers: ["console"] },
  };
}
