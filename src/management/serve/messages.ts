import { errorValue, type ErrorValue } from "../../command/index.ts";
import { MkwebError } from "../../errors.ts";

/** Holds, for a worker, what it is to do. */
export const WORKER_TASK = "MKWEB_SERVE_WORKER";

/** What the primary tells a worker before it starts. */
export interface WorkerTask {
  readonly accessLog: boolean;
  /** Whether it checks the project before it answers. */
  readonly checks: boolean;
}

/** What a worker tells its primary. */
export type WorkerMessage =
  /** It answers what it is given. */
  | { readonly ready: true }
  /** It has taken a connection. */
  | { readonly took: true }
  | { readonly failed: ErrorValue }
  /** It answers what it has and ends, because of an error of its own. */
  | { readonly ends: string };

/** Apps of the project may talk over the same channel. */
export function isWorkerMessage(message: unknown): message is WorkerMessage {
  if (typeof message !== "object" || message === null) return false;
  return ["ready", "took", "failed", "ends"].some((key) => key in message);
}

/** What the primary tells a running worker: to answer what it has, and end. */
export const STOP = "mkweb:stop";

/** What the primary says with a connection that the worker is to answer. */
export const CONNECTION = "mkweb:connection";

export function toFailure(error: unknown, cwd: string): WorkerMessage {
  return { failed: errorValue(error, { cwd }) };
}

export function toError({ code, message, hint, files }: ErrorValue): MkwebError {
  return new MkwebError(code, message, { hint: hint ?? undefined, files });
}

/** The task of this process, if it is a worker; nobody whom it starts is one. */
export function takeTask(): WorkerTask | undefined {
  const text = process.env[WORKER_TASK];
  if (text === undefined) return undefined;
  delete process.env[WORKER_TASK];
  // Written by the primary, from a value of this type.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return JSON.parse(text) as WorkerTask;
}
