import { isatty } from "node:tty";
import {
  ImproperlyConfigured,
  loadNamed,
  toPath,
  type LoggerSettings,
  type LogHandlerSettings,
  type Settings,
} from "../conf/index.ts";
import { AdminEmailHandler, type SendToAdmins } from "./admin-email.ts";
import { formatBy, formatText } from "./formatters/text.ts";
import type { LogHandler, LogHandlerFactory } from "./handler.ts";
import { levelNumber } from "./levels.ts";
import { existingLoggers, mergeLogging } from "./merge-logging.ts";
import type { WholeLogging } from "./default-logging.ts";
import type { LogRecord } from "./record.ts";
import { descriptorSink, fileSink, writing, type LineSink } from "./sink.ts";
import { closeTree, replaceTree, type BuiltHandler, type LoggerNode } from "./tree.ts";

export interface LoggingOptions {
  /** Whether this process serves; then programs usually read its output. Default `false`. */
  readonly serving?: boolean;
  /** Sends mail to ADMINS. Default: none, as the user of a command sees its errors. */
  readonly sendToAdmins?: SendToAdmins;
}

type Format = (record: LogRecord) => string;

/**
 * Applies LOGGING, replacing the configuration in use. Only handlers that a logger uses are created.
 *
 * @throws {ImproperlyConfigured} If LOGGING is invalid, in which case nothing changes, or a handler's dependency is missing.
 *
 * @example
 * await setUpLogging(settings);
 * getLogger("shop").info("Ready");
 */
export async function setUpLogging(
  settings: Settings,
  options: LoggingOptions = {},
): Promise<void> {
  const whole = mergeLogging(settings);
  const handlers = new Map<string, BuiltHandler>();
  const used = [whole.root, ...Object.values(whole.loggers)].flatMap((each) => each.handlers ?? []);
  for (const name of new Set(used)) {
    const given = whole.handlers[name];
    if (given) handlers.set(name, await build(name, given, { settings, whole, options }));
  }
  const nodes = new Map<string, LoggerNode>();
  const node = (given: LoggerSettings): LoggerNode => ({
    level: levelNumber(given.level ?? "NOTSET"),
    handlers: (given.handlers ?? []).flatMap((name) => handlers.get(name) ?? []),
    filters: filtersOf(given.filters, whole),
    propagate: given.propagate ?? true,
  });
  for (const [name, given] of Object.entries(whole.loggers)) nodes.set(name, node(given));
  nodes.set("", node(whole.root));
  if (whole.disable_existing_loggers) {
    const silent = { level: 0, handlers: [], filters: [], propagate: false, disabled: true };
    for (const name of existingLoggers(whole)) nodes.set(name, silent);
  }
  await closeTree(replaceTree(nodes));
}

interface Project {
  readonly settings: Settings;
  readonly whole: WholeLogging;
  readonly options: LoggingOptions;
}

async function build(
  name: string,
  given: LogHandlerSettings,
  project: Project,
): Promise<BuiltHandler> {
  return {
    name,
    level: levelNumber(given.level ?? "NOTSET"),
    filters: filtersOf(given.filters, project.whole),
    handler: await handlerOf(name, given, project),
  };
}

async function handlerOf(
  name: string,
  given: LogHandlerSettings,
  { settings, whole, options }: Project,
): Promise<LogHandler> {
  const format = (isTerminal: boolean): Promise<Format> =>
    formatOf(given.formatter, whole, isTerminal || options.serving !== true);
  switch (given.class) {
    case "null":
      return { emit: () => undefined };
    case "console": {
      const descriptor = given.stream === "stdout" ? 1 : 2;
      return writing(await format(isatty(descriptor)), descriptorSink(descriptor));
    }
    case "file": {
      const json = () => formatOf(given.formatter, whole, false);
      return writing(await json(), openFile(name, given.filename, settings));
    }
    case "mail_admins":
      return new AdminEmailHandler(settings, given, options.sendToAdmins);
    default:
      return ownHandler(name, given, settings, await format(false));
  }
}

async function formatOf(
  name: string | undefined,
  { formatters }: WholeLogging,
  isForPeople: boolean,
): Promise<Format> {
  const { format, class: kind = "auto" } = formatters[name ?? "auto"] ?? {};
  if (format !== undefined) return formatBy(format);
  if (kind === "text" || (kind === "auto" && isForPeople)) return formatText;
  const { jsonFormatter } = await import("./formatters/json.ts");
  return jsonFormatter();
}

function openFile(name: string, filename: unknown, { BASE_DIR }: Settings): LineSink {
  const place = `LOGGING.handlers['${name}'].filename`;
  if ((typeof filename !== "string" || filename === "") && !(filename instanceof URL)) {
    throw new ImproperlyConfigured(`${place} must name a file.`, {
      hint: 'Write filename: "logs/site.log", a path below BASE_DIR.',
    });
  }
  const path = toPath(filename, BASE_DIR);
  try {
    return fileSink(path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ImproperlyConfigured(`${place}: ${path} cannot be written to: ${why}`, {
      hint: "Make its folder, or give it to the user that the site runs as.",
      cause,
    });
  }
}

/** @throws {ImproperlyConfigured} If the module does not exist or makes no handler. */
async function ownHandler(
  name: string,
  given: LogHandlerSettings,
  settings: Settings,
  format: Format,
): Promise<LogHandler> {
  const place = `LOGGING.handlers['${name}'].class`;
  const factory = await loadNamed({
    specifier: given.class,
    baseDir: settings.BASE_DIR,
    isWanted: isFactory,
    refusal: (isThere) => (isThere ? noHandler(place, given.class) : noModule(place, given.class)),
  });
  const {
    class: _class,
    level: _level,
    filters: _filters,
    formatter: _formatter,
    ...options
  } = given;
  return factory({ settings, options, format });
}

function noModule(place: string, name: string): ImproperlyConfigured {
  return new ImproperlyConfigured(`${place} names '${name}', which does not exist.`, {
    hint: "Write console, file, mail_admins or null, or a path below the project's folder: myproject/log.ts.",
  });
}

function noHandler(place: string, name: string): ImproperlyConfigured {
  return new ImproperlyConfigured(`${place}: the module '${name}' makes no log handler.`, {
    hint: "Give it a default export: export default ({ format }) => ({ emit(record) { ... } }).",
  });
}

function isFactory(value: unknown): value is LogHandlerFactory {
  return typeof value === "function";
}

function filtersOf(names: readonly string[] = [], { filters }: WholeLogging): readonly Filter[] {
  return names.flatMap((name) => (isFilter(filters[name]) ? [filters[name]] : []));
}

type Filter = (record: LogRecord) => boolean;

/** A project's filter takes a record. */
function isFilter(value: unknown): value is Filter {
  return typeof value === "function";
}
