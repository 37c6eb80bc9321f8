import { errorValue, type ErrorValue } from "../../command/index.ts";
import { MkwebError, type ErrorCode } from "../../errors.ts";

/** Set for the serving process, which the watching one starts. */
export const SERVER_PROCESS = "MKWEB_RUN_MAIN";

/** The port of the first of several servers, if any free port was requested. */
export const SERVER_PORT = "MKWEB_RUN_PORT";

/** Where a server listens, for programs. */
export interface ServerFacts {
  readonly url: string;
  readonly host: string;
  /** The real port, if 0 was requested. */
  readonly port: number;
  /** The settings file in use. */
  readonly settings: string;
}

/** Messages from the serving process to the watching one. */
export type ServerMessage =
  | { readonly listening: ServerFacts }
  /** It accepts no more connections: the next server may listen. */
  | "closed"
  | FailureMessage;

interface FailureMessage extends Pick<ErrorValue, "message" | "hint" | "files"> {
  readonly code: ErrorCode;
  /** Whether a change of the sources can fix it; the server has then reported the error itself. */
  readonly curable: boolean;
}

const fatal: ReadonlySet<ErrorCode> = new Set([
  "MKWEB_ALLOWED_HOSTS_EMPTY",
  "MKWEB_CANNOT_LISTEN",
  "MKWEB_PORT_IN_USE",
  "MKWEB_SETTINGS_MISSING",
]);

/** Aborted when the watching process is gone. */
export function watcherGone(): AbortSignal {
  const controller = new AbortController();
  process.once("disconnect", () => controller.abort());
  // Listening must not keep a stopped server alive.
  process.channel?.unref();
  return controller.signal;
}

/** Sends a message to the watching process; `false` if there is none. */
export function tell(message: ServerMessage): boolean {
  return process.send?.(message) ?? false;
}

/**
 * Tells the watching process why the server cannot start.
 *
 * @returns Whether that process reports it, because no change of the sources can fix it.
 */
export function tellFailure(error: unknown, cwd: string): boolean {
  const { code, message, hint, files } = errorValue(error, { cwd });
  const curable = !fatal.has(code);
  return tell({ code, message, hint, files, curable }) && !curable;
}

export function toError({ code, message, hint, files }: FailureMessage): MkwebError {
  return new MkwebError(code, message, { hint: hint ?? undefined, files });
}
