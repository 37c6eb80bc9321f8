import { logError } from "../http/index.ts";
import { descriptorSink } from "./sink.ts";

/** How long a handler that has failed is not mentioned again, in ms. */
const QUIET = 60_000;
const saidAt = new Map<string, number>();

/** Says on stderr that a handler failed: there is no other place, and a minute long it is said once. */
export function reportFailure(handler: string, error: unknown): void {
  const now = performance.now();
  if (now - (saidAt.get(handler) ?? -QUIET) < QUIET) return;
  saidAt.set(handler, now);
  descriptorSink(2).write(`The log handler '${handler}' failed: ${logError(error)}\n`);
}
