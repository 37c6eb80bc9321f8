/** OpenTelemetry's own interface, an optional peer. */
import { hasErrorCode } from "../../platform/index.ts";
import type { Tracing } from "./tracing.ts";
import type { RequestWatcher } from "./watching.ts";

export type Api = typeof import("@opentelemetry/api");

/** One per process, shared by all listeners, so that each statement and template is one span. */
let tracing: Promise<Tracing | undefined> | undefined;
let users = 0;
let tracer: RequestWatcher | undefined;

/** Traces the requests of this process; `undefined` without OpenTelemetry. */
export function requestTracer(): RequestWatcher | undefined {
  return tracer;
}

/** Starts tracing if the project has OpenTelemetry's interface. @returns Stops it, once nobody else needs it. */
export async function traceWhereWanted(): Promise<() => void> {
  users += 1;
  tracing ??= begin();
  const begun = await tracing;
  tracer = begun?.watcher;
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    users -= 1;
    if (users > 0) return;
    begun?.end();
    tracing = undefined;
  };
}

/** Where OpenTelemetry's interface keeps what an SDK registers, in every version 1 of it. */
const REGISTERED = Symbol.for("opentelemetry.js.api.1");

async function begin(): Promise<Tracing | undefined> {
  // Without an SDK the interface does nothing, and loading it is a twentieth of a server's start.
  if (!(REGISTERED in globalThis)) return undefined;
  const api = await openTelemetry();
  if (!api) return undefined;
  const { startTracing } = await import("./tracing.ts");
  return startTracing(api);
}

/** The interface, if the project has installed it; looked up once, when a server starts. */
async function openTelemetry(): Promise<Api | undefined> {
  try {
    return await import("@opentelemetry/api");
  } catch (error) {
    if (hasErrorCode(error, "ERR_MODULE_NOT_FOUND")) return undefined;
    throw error;
  }
}
