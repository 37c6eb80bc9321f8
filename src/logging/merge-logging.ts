import { ImproperlyConfigured, type LoggingSettings, type Settings } from "../conf/index.ts";
import { didYouMean } from "../mistakes/index.ts";
import { isRecord } from "../values/index.ts";
import { defaultLogging, type WholeLogging } from "./default-logging.ts";
import { levelNames } from "./levels.ts";
import { knownLoggers } from "./logger.ts";

/** Allowed keys of LOGGING and of each of its parts. */
const words = {
  logging: [
    "version",
    "disable_existing_loggers",
    "formatters",
    "filters",
    "handlers",
    "loggers",
    "root",
  ],
  formatter: ["class", "format", "style"],
  logger: ["level", "handlers", "filters", "propagate"],
  root: ["level", "handlers", "filters"],
} as const;

/** Allowed options by handler class; a project's own class accepts any. */
const handlerWords: Readonly<Record<string, readonly string[]>> = {
  console: ["stream"],
  file: ["filename"],
  mail_admins: ["limit", "total", "period"],
  null: [],
};
const everyHandler = ["class", "level", "filters", "formatter"];

/** Django's and Python's classes, and their names here. */
const pythonClasses: Readonly<Record<string, string>> = {
  "logging.StreamHandler": "console",
  "logging.FileHandler": "file",
  "logging.handlers.WatchedFileHandler": "file",
  "logging.handlers.RotatingFileHandler": "file",
  "logging.handlers.TimedRotatingFileHandler": "file",
  "logging.NullHandler": "null",
  "django.utils.log.AdminEmailHandler": "mail_admins",
};

/**
 * Merges LOGGING into the default configuration.
 *
 * @throws {ImproperlyConfigured} If it has an unknown key or name, or a value of the wrong type.
 *
 * @example
 * const { loggers } = checkLoggingSetting(settings);
 * console.log(Object.keys(loggers));
 */
export function mergeLogging(settings: Pick<Settings, "DEBUG" | "LOGGING">): WholeLogging {
  const usual = defaultLogging(settings);
  const given: LoggingSettings = settings.LOGGING;
  known("LOGGING", given, words.logging);
  if (given.version !== undefined && given.version !== 1) {
    throw wrong("LOGGING.version must be 1, the only version.", "Write version: 1.");
  }
  const disables = given.disable_existing_loggers ?? false;
  const whole: WholeLogging = {
    disable_existing_loggers: disables,
    formatters: { ...usual.formatters, ...given.formatters },
    filters: { ...usual.filters, ...given.filters },
    handlers: { ...usual.handlers, ...given.handlers },
    loggers: disables
      ? { ...disabled(usual.loggers, given.loggers), ...given.loggers }
      : { ...usual.loggers, ...given.loggers },
    root: { ...usual.root, ...given.root },
  };
  checkFormatters(whole);
  checkHandlers(whole);
  for (const [name, logger] of Object.entries(whole.loggers)) {
    checkLogger(`LOGGING.loggers['${name}']`, logger, words.logger, whole);
  }
  checkLogger("LOGGING.root", whole.root, words.root, whole);
  return whole;
}

/** Names of loggers that existed before LOGGING and that it does not mention, nor a parent of theirs. */
export function existingLoggers(given: WholeLogging): readonly string[] {
  const named = Object.keys(given.loggers);
  const isBelow = (name: string): boolean =>
    named.some((each) => name === each || name.startsWith(`${each}.`));
  return knownLoggers().filter((name) => name !== "" && !isBelow(name));
}

/** Default loggers without their handlers, except those configured anew. */
function disabled(
  usual: WholeLogging["loggers"],
  given: WholeLogging["loggers"] = {},
): WholeLogging["loggers"] {
  const names = Object.keys(usual).filter((name) => !(name in given));
  return Object.fromEntries(names.map((name) => [name, { handlers: [], propagate: false }]));
}

function checkFormatters({ formatters }: WholeLogging): void {
  for (const [name, formatter] of Object.entries(formatters)) {
    const place = `LOGGING.formatters['${name}']`;
    known(place, formatter, words.formatter);
    const { class: kind, format, style } = formatter;
    if (kind !== undefined) oneOf(`${place}.class`, kind, ["text", "json", "auto"]);
    if (format === undefined) continue;
    if (typeof format === "string" && style === "{") continue;
    throw wrong(
      `${place}.format must be a text in the style "{".`,
      'Write format: "{asctime} {levelname} {name} {message}", style: "{".',
    );
  }
}

function checkHandlers({ formatters, filters, handlers }: WholeLogging): void {
  for (const [name, handler] of Object.entries(handlers)) {
    const place = `LOGGING.handlers['${name}']`;
    const { class: kind, level, formatter, filters: named = [] } = handler;
    if (typeof kind !== "string") {
      throw wrong(
        `${place} needs a class.`,
        'Write class: "console", "file", "mail_admins" or "null".',
      );
    }
    const own = pythonClasses[kind];
    if (own !== undefined) {
      throw wrong(`${place}.class is Python's '${kind}'.`, `Write class: ${JSON.stringify(own)}.`);
    }
    const options = handlerWords[kind];
    if (options) known(place, handler, [...everyHandler, ...options]);
    if (level !== undefined) oneOf(`${place}.level`, level, levelNames);
    if (formatter !== undefined) oneOf(`${place}.formatter`, formatter, Object.keys(formatters));
    for (const each of list(`${place}.filters`, named)) {
      oneOf(`${place}.filters`, each, Object.keys(filters));
    }
  }
}

function checkLogger(
  place: string,
  logger: object,
  allowed: readonly string[],
  { filters, handlers }: WholeLogging,
): void {
  known(place, logger, allowed);
  const given = new Map(Object.entries(logger));
  if (given.has("level")) oneOf(`${place}.level`, given.get("level"), levelNames);
  for (const each of list(`${place}.handlers`, given.get("handlers") ?? [])) {
    oneOf(`${place}.handlers`, each, Object.keys(handlers));
  }
  for (const each of list(`${place}.filters`, given.get("filters") ?? [])) {
    oneOf(`${place}.filters`, each, Object.keys(filters));
  }
}

function known(place: string, value: unknown, allowed: readonly string[]): void {
  if (!isRecord(value)) {
    throw wrong(`${place} must be an object.`, `It has some of these: ${allowed.join(", ")}.`);
  }
  for (const name of Object.keys(value)) {
    if (allowed.includes(name)) continue;
    throw wrong(
      `${place} has no '${name}'.${didYouMean(name, allowed)}`,
      `It may have ${allowed.join(", ")}.`,
    );
  }
}

function oneOf(place: string, value: unknown, allowed: readonly string[]): void {
  if (typeof value === "string" && allowed.includes(value)) return;
  const is = typeof value === "string" ? `'${value}'` : String(value);
  const meant = typeof value === "string" ? didYouMean(value, allowed) : "";
  throw wrong(
    `${place} names ${is}, which does not exist.${meant}`,
    `There are ${allowed.join(", ")}.`,
  );
}

function list(place: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw wrong(`${place} must be an array of names.`, `Write ${place.split(".").at(-1)}: [...].`);
}

function wrong(message: string, hint: string): ImproperlyConfigured {
  return new ImproperlyConfigured(message, { hint });
}
