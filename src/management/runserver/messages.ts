import { MkwebError, type ErrorCode } from "../../errors.ts";

/** Set for the process that serves; the one that watches starts it. */
export const SERVER_PROCESS = "MKWEB_RUN_MAIN";

/** What the process that serves says to the one that watches. */
export type ServerMessage =
  | "listening"
  /** It takes no new connections any more: the next one may listen. */
  | "closed"
  /** No change of the sources can cure this. */
  | FatalMessage;

interface FatalMessage {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | undefined;
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

/** Lets the process that watches report an error that no change of the sources can cure. */
export function tellFatal(error: unknown): boolean {
  if (!(error instanceof MkwebError) || !fatal.has(error.code)) return false;
  const { code, message, hint } = error;
  return tell({ code, message, hint });
}

export function toError({ code, message, hint }: FatalMessage): MkwebError {
  return new MkwebError(code, message, { hint });
}
