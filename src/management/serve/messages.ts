import { errorValue, type ErrorValue } from "../../command/index.ts";
import { MkwebError } from "../../errors.ts";

/** Environment variable with a worker's task. */
export const WORKER_TASK = "MKWEB_SERVE_WORKER";

/** What the primary tells a worker at its start. */
export interface WorkerTask {
  readonly accessLog: boolean;
  /** Whether to check the project first. */
  readonly checks: boolean;
}

/** What a worker tells its primary. */
export type WorkerMessage =
  /** It is ready for requests. */
  | { readonly ready: true }
  /** It has taken a connection. */
  | { readonly took: true }
  | { readonly failed: ErrorValue }
  /** It finishes its requests and exits because of an error. */
  | { readonly ends: string };

/** Apps of the project may use the same channel. */
export function isWorkerMessage(message: unknown): message is WorkerMessage {
  if (typeof message !== "object" || message === null) return false;
  return ["ready", "took", "failed", "ends"].some((key) => key in message);
}

/** Message to a running worker: finish requests and exit. */
export const STOP = "mkweb:stop";

/** Message with a connection for the worker to answer. */
export const CONNECTION = "mkweb:connection";

export function toFailure(error: unknown, cwd: string): WorkerMessage {
  return { failed: errorValue(error, { cwd }) };
}

export function toError({ code, message, hint, files }: ErrorValue): MkwebError {
  return new MkwebError(code, message, { hint: hint ?? undefined, files });
}

/** The task of this process, if it is a worker; its child processes are not. */
export function takeTask(): WorkerTask | undefined {
  const text = process.env[WORKER_TASK];
  if (text === undefined) return undefined;
  delete process.env[WORKER_TASK];
  // Written by the primary from a value of this type.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return JSON.parse(text) as WorkerTask;
}
