import type { Settings } from "../../conf/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import { getLogger } from "../../logging/index.ts";
import { requestTracer } from "./open-telemetry.ts";
import type { RequestEnd, RequestWatcher } from "./watching.ts";

export interface ServingLogOptions {
  /** Whether to log each request as `mkweb.access`. */
  readonly access: boolean;
}

/** Watches requests for the log and for tracing: start, slow answers, refusals. */
export function servingLog(
  { SLOW_REQUEST_TIME }: Settings,
  { access }: ServingLogOptions,
): RequestWatcher {
  const log = getLogger("mkweb.request");
  const slowLog = getLogger("mkweb.request.slow");
  const accessLog = getLogger("mkweb.access");
  const slowFrom = SLOW_REQUEST_TIME === null ? Infinity : SLOW_REQUEST_TIME * 1000;
  const tracer = requestTracer();
  const watcher: RequestWatcher = {
    begin: (request, client) => (end) => {
      if (access && accessLog.isEnabledFor("INFO")) {
        accessLog.info(summary(request, end), { request, ...accessFields(request, end, client) });
      }
      // A stream may last; only the time until its beginning counts.
      if (end.answeredMs >= slowFrom) {
        slowLog.warning(`Slow request: ${target(request)}`, {
          request,
          ...slowFields(request, end),
        });
      }
      const status = end.response?.status ?? 0;
      const isTold = end.response?.hasBeenLogged === true;
      if (status >= 400 && status < 500 && !isTold && log.isEnabledFor("WARNING")) {
        log.warning(`${end.response?.reasonPhrase}: ${target(request)}`, { request, status });
      }
    },
  };
  return tracer ? traced(watcher, tracer) : watcher;
}

/** The same for a request that is also traced. */
function traced(watcher: RequestWatcher, tracer: RequestWatcher): RequestWatcher {
  return {
    begin(request, client) {
      const ends = [watcher.begin(request, client), tracer.begin(request, client)];
      return (end) => ends.forEach((each) => each(end));
    },
    within: (request, run) => (tracer.within ? tracer.within(request, run) : run()),
  };
}

function target({ method, path }: HttpRequest): string {
  return `${method} ${path}`;
}

/** `GET /polls/?page=2 200` */
function summary(request: HttpRequest, { response }: RequestEnd): string {
  return `${request.method} ${request.getFullPath()} ${response?.status ?? "-"}`;
}

/** Method, path and status are also in the text, and are left out if the line is for people. */
function accessFields(
  request: HttpRequest,
  { response, bytes, durationMs, aborted }: RequestEnd,
  client: string,
): Readonly<Record<string, unknown>> {
  return {
    method: request.method,
    path: request.getFullPath(),
    status: response?.status,
    bytes,
    duration_ms: rounded(durationMs),
    client: client || undefined,
    route: routeName(request),
    user_id: userId(request),
    ...(aborted && { aborted }),
  };
}

function slowFields(request: HttpRequest, end: RequestEnd): Readonly<Record<string, unknown>> {
  return {
    duration_ms: rounded(end.answeredMs),
    status: end.response?.status,
    route: routeName(request),
    user_id: userId(request),
  };
}

/** The name of the URL pattern, or its text. Never anything a client wrote. */
export function routeName({ resolverMatch }: HttpRequest): string | undefined {
  return resolverMatch && (resolverMatch.viewName ?? resolverMatch.route);
}

/** The key of the session's user, if something has already loaded it; does not load it. */
function userId(request: HttpRequest): unknown {
  const named: unknown = Reflect.get(request, "_namedUser");
  if (typeof named !== "object" || named === null) return undefined;
  const login: unknown = Reflect.get(named, "login");
  return Reflect.get(Object(login), "id");
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
