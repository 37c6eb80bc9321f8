import type { Level } from "../conf/index.ts";
import { currentRequest, type HttpRequest } from "../http/index.ts";
import { mask, maskText } from "../secrets/index.ts";

/** Named details of a message. Handlers know two names: `error` and `request`. */
export interface LogFields {
  /** Logged with its stack and causes. */
  readonly error?: unknown;
  /** The request concerned. Default: the request being handled, if any. */
  readonly request?: HttpRequest;
  readonly [name: string]: unknown;
}

/** One log entry, as handlers get it. */
export interface LogRecord {
  /** In milliseconds since 1970. */
  readonly time: number;
  readonly level: Level;
  /** Name of the logger: `"mkweb.request"`. */
  readonly logger: string;
  /** Passwords are masked. May contain line breaks and other text from clients. */
  readonly message: string;
  /** All fields except `error` and `request`; secrets are masked. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly error: unknown;
  readonly request: HttpRequest | undefined;
}

/** Builds a record without secrets in its message and fields, so that handlers need not mask them. */
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
    // Masking an object keeps its keys.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    fields: mask("", fields) as Readonly<Record<string, unknown>>,
    error,
    request,
  };
}
