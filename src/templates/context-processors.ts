/** Context processors: functions from a request to variables for every template. */
import type { ContextValues } from "./scope.ts";

/** Gives variables for a request; a promise of them when templates are rendered asynchronously. */
export type ContextProcessor = {
  run(request: unknown): ContextValues | Promise<ContextValues>;
}["run"];
