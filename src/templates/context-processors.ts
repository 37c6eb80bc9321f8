/** Context processors: functions from a request to variables for every template. */
import type { ContextValues } from "./scope.ts";

/** Returns variables for a request, or in asynchronous rendering a promise of them. */
export type ContextProcessor = {
  run(request: unknown): ContextValues | Promise<ContextValues>;
}["run"];
