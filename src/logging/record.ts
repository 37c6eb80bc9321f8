import type { Level } from "../conf/index.ts";
import { currentRequest, type HttpRequest } from "../http/index.ts";
import { mask, maskText } from "../secrets/index.ts";

/** What a message is about, by name. Two names are known to handlers: `error` and `request`. */
export interface LogFields {
  /** What went wrong; written with its stack and its causes. */
  readonly error?: unknown;
  /** The request it is about. Default: the one that the running code works for, where that is known. */
  readonly request?: HttpRequest;
  readonly [name: string]: unknown;
}

/** One line of the log, as handlers get it. */
export interface LogRecord {
  /** In milliseconds since 1970. */
  readonly time: number;
  readonly level: Level;
  /** The name of the logger: `"mkweb.request"`. */
  readonly logger: string;
  /** With its passwords masked; may have line breaks and what else a client put into it. */
  readonly message: string;
  /** All fields but `error` and `request`; secrets are masked. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly error: unknown;
  readonly request: HttpRequest | undefined;
}

/** Puts a record together. Whatever a handler does with it, no secret is in its message and its fields. */
export function makeRecord(
  logger: string,
  level: Level,
  message: string,
  { error, request = currentRequest(), ...fields }: LogFields,
): LogRecord {
  return {
    time: Date.now(),
    level,
    logger,
    message: maskText(message),
    // What is masked is an object of the same names.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    fields: mask("", fields) as Readonly<Record<string, unknown>>,
    error,
    request,
  };
}
