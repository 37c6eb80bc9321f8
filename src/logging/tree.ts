/** Routes the process's log records: a tree of loggers by name, replaced as a whole. */
import { levels } from "../conf/index.ts";
import type { LogHandler } from "./handler.ts";
import type { LogRecord } from "./record.ts";
import { formatText } from "./formatters/text.ts";
import { reportFailure } from "./report-failure.ts";
import { descriptorSink, writing } from "./sink.ts";

export interface BuiltHandler {
  readonly name: string;
  /** Skips records below it. */
  readonly level: number;
  readonly filters: readonly ((record: LogRecord) => boolean)[];
  readonly handler: LogHandler;
}

export interface LoggerNode {
  /** 0 takes the parent's level. */
  readonly level: number;
  readonly handlers: readonly BuiltHandler[];
  readonly filters: readonly ((record: LogRecord) => boolean)[];
  readonly propagate: boolean;
  /** Writes nothing, as `disable_existing_loggers` asks. */
  readonly disabled?: boolean;
}

/** Nodes by logger name; the root's is empty. */
export type LoggerTree = ReadonlyMap<string, LoggerNode>;

let tree: LoggerTree = atRest();
/** Cache of effective levels; the tree is immutable. */
let knownLevels = new Map<string, number>();
const underWay = new Set<Promise<void>>();

/** Used before LOGGING is set up: warnings and errors as text on stderr, like Python's last resort. */
function atRest(): LoggerTree {
  const handler = writing(formatText, descriptorSink(2));
  const handlers = [{ name: "console", level: 0, filters: [], handler }];
  return new Map([["", { level: levels.WARNING, handlers, filters: [], propagate: true }]]);
}

/** Replaces the tree. @returns The previous one. */
export function replaceTree(next: LoggerTree): LoggerTree {
  const before = tree;
  tree = next;
  knownLevels = new Map();
  return before;
}

/** Lowest level that a logger writes; infinite if it writes nothing. */
export function levelOf(name: string): number {
  const known = knownLevels.get(name);
  if (known !== undefined) return known;
  const level = findLevel(name);
  knownLevels.set(name, level);
  return level;
}

function findLevel(name: string): number {
  if (tree.get(name)?.disabled) return Infinity;
  for (const each of lineage(name)) {
    const level = tree.get(each)?.level ?? 0;
    if (level > 0) return level;
  }
  return levels.WARNING;
}

/** Passes a record to the handlers of its logger and its parents, as far as it propagates. */
export function handle(record: LogRecord): void {
  const own = tree.get(record.logger);
  if (own && !own.filters.every((filter) => filter(record))) return;
  for (const name of lineage(record.logger)) {
    const node = tree.get(name);
    for (const each of node?.handlers ?? []) give(each, record);
    if (node?.propagate === false) return;
  }
}

function give({ name, level, filters, handler }: BuiltHandler, record: LogRecord): void {
  if (levels[record.level] < level) return;
  try {
    if (!filters.every((filter) => filter(record))) return;
    const emitted = handler.emit(record);
    if (!emitted) return;
    const settled = emitted
      .catch((error: unknown) => reportFailure(name, error))
      .finally(() => underWay.delete(settled));
    underWay.add(settled);
  } catch (error) {
    reportFailure(name, error);
  }
}

/** Returns `a.b.c`, `a.b`, `a` and the root. */
function lineage(name: string): string[] {
  const names = [name];
  for (let at = name.lastIndexOf("."); at > 0; at = name.lastIndexOf(".", at - 1)) {
    names.push(name.slice(0, at));
  }
  if (name !== "") names.push("");
  return names;
}

/**
 * Resolves once asynchronous handlers, such as mail, have finished with the records so far. Never rejects.
 *
 * @example
 * getLogger("shop").error("No invoice");
 * await loggingSettled();
 */
export async function loggingSettled(): Promise<void> {
  while (underWay.size > 0) await Promise.all(underWay);
}

/** Closes all handlers of a tree. Never rejects. */
export async function closeTree(old: LoggerTree): Promise<void> {
  const handlers = new Set([...old.values()].flatMap((node) => node.handlers));
  for (const { name, handler } of handlers) {
    try {
      await handler.close?.();
    } catch (error) {
      reportFailure(name, error);
    }
  }
}
