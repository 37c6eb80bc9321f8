import type { Level } from "../../conf/index.ts";
import { errorValue, plainValue } from "../plain-value.ts";
import type { LogRecord } from "../record.ts";

type Line = Readonly<Record<string, unknown>>;
/** Django's levels under pino's lower-case names. */
const own = { debug: 10, info: 20, warning: 30, error: 40, critical: 50 } as const;
const methods: Readonly<Record<Level, keyof typeof own>> = {
  DEBUG: "debug",
  INFO: "info",
  WARNING: "warning",
  ERROR: "error",
  CRITICAL: "critical",
};

/** Keys of every line; a field with such a name gets the suffix `_`, so that no key appears twice. */
const taken = new Set(["time", "level", "logger", "pid", "message", "request_id", "error"]);

/** Characters that JSON leaves alone but terminals, browsers or line readers interpret. */
const UNSAFE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

/** Formats a record as one line of JSON: `level`, `pid`, `time`, `logger`, `request_id`, fields, `error`, `message`. */
export async function jsonFormatter(): Promise<(record: LogRecord) => string> {
  const { pino } = await import("../../vendor/pino.ts");
  let text = "";
  const logger = pino(
    {
      customLevels: own,
      useOnlyCustomLevels: true,
      level: "debug",
      base: { pid: process.pid },
      messageKey: "message",
      timestamp: false,
      formatters: { level: (label) => ({ level: label.toUpperCase() }) },
    },
    {
      write(line: string): void {
        text = line;
      },
    },
  );
  return (record) => {
    logger[methods[record.level]](lineOf(record), record.message);
    return text.replace(UNSAFE, escapeCharacter);
  };
}

function lineOf({ time, logger, request, fields, error }: LogRecord): Line {
  const plain = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [taken.has(name) ? `${name}_` : name, plainValue(value)]);
  return {
    time: new Date(time).toISOString(),
    logger: logger || "root",
    ...(request && { request_id: request.id }),
    ...Object.fromEntries(plain),
    ...(error !== undefined && { error: errorValue(error) }),
  };
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
