import { errorValue, type ErrorValue } from "../../command/index.ts";
import { MkwebError, type ErrorCode } from "../../errors.ts";

/** Set for the process that serves; the one that watches starts it. */
export const SERVER_PROCESS = "MKWEB_RUN_MAIN";

/** The port that the first of a row of servers took, where any free one was asked for. */
export const SERVER_PORT = "MKWEB_RUN_PORT";

/** Where a server is, for programs. */
export interface ServerFacts {
  readonly url: string;
  readonly host: string;
  /** The one that is listened on, where 0 was asked for. */
  readonly port: number;
  /** The settings file in use. */
  readonly settings: string;
}

/** What the process that serves says to the one that watches. */
export type ServerMessage =
  | { readonly listening: ServerFacts }
  /** It takes no new connections any more: the next one may listen. */
  | "closed"
  | FailureMessage;

interface FailureMessage extends Pick<ErrorValue, "message" | "hint" | "files"> {
  readonly code: ErrorCode;
  /** Whether a change of the sources can cure it; the server has then said itself what is wrong. */
  readonly curable: boolean;
}

const fatal: ReadonlySet<ErrorCode> = new Set([
  "MKWEB_ALLOWED_HOSTS_EMPTY",
  "MKWEB_CANNOT_LISTEN",
  "MKWEB_PORT_IN_USE",
  "MKWEB_SETTINGS_MISSING",
]);

/** Aborted when the process that watches is gone. */
export function watcherGone(): AbortSignal {
  const controller = new AbortController();
  process.once("disconnect", () => controller.abort());
  // Listening for it must not keep a stopped server alive.
  process.channel?.unref();
  return controller.signal;
}

/** Says something to the process that watches; `false` when there is none. */
export function tell(message: ServerMessage): boolean {
  return process.send?.(message) ?? false;
}

/**
 * Tells the process that watches why the server cannot start.
 *
 * @returns Whether that one reports it, because no change of the sources can cure it.
 */
export function tellFailure(error: unknown, cwd: string): boolean {
  const { code, message, hint, files } = errorValue(error, { cwd });
  const curable = !fatal.has(code);
  return tell({ code, message, hint, files, curable }) && !curable;
}

export function toError({ code, message, hint, files }: FailureMessage): MkwebError {
  return new MkwebError(code, message, { hint: hint ?? undefined, files });
}
