import { logError } from "../http/index.ts";
import { descriptorSink } from "./sink.ts";

/** How long further failures of a handler are not reported, in ms. */
const QUIET = 60_000;
const saidAt = new Map<string, number>();

/** Reports on stderr that a handler failed, at most once a minute. */
export function reportFailure(handler: string, error: unknown): void {
  const now = performance.now();
  if (now - (saidAt.get(handler) ?? -QUIET) < QUIET) return;
  saidAt.set(handler, now);
  descriptorSink(2).write(`The log handler '${handler}' failed: ${logError(error)}\n`);
}
