/** OpenTelemetry's own interface, an optional peer. */
import { hasErrorCode } from "../../platform/index.ts";
import type { RequestWatcher } from "./watching.ts";

export type Api = typeof import("@opentelemetry/api");

let tracer: RequestWatcher | undefined;

/** What traces the requests of this process; absent without OpenTelemetry. */
export function requestTracer(): RequestWatcher | undefined {
  return tracer;
}

/** Begins to trace, if the project has OpenTelemetry's interface. @returns Ends it. */
export async function traceWhereWanted(): Promise<() => void> {
  const api = await openTelemetry();
  if (!api) return () => undefined;
  const { startTracing } = await import("./tracing.ts");
  const tracing = startTracing(api);
  tracer = tracing.watcher;
  return tracing.end;
}

/** The interface, if the project has installed it; looked for once, when a server starts. */
async function openTelemetry(): Promise<Api | undefined> {
  try {
    return await import("@opentelemetry/api");
  } catch (error) {
    if (hasErrorCode(error, "ERR_MODULE_NOT_FOUND")) return undefined;
    throw error;
  }
}
