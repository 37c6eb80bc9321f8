import { HttpResponse, type HttpRequest, type MaybePromise } from "../http/index.ts";
import { readers } from "./may-read.ts";
import type { HealthOptions } from "./options.ts";
import type { ReadinessChecks } from "./readiness.ts";

export interface HealthHandlerOptions {
  readonly options: HealthOptions;
  readonly readiness: ReadinessChecks;
  /** The text of /metrics. */
  readonly metrics: () => Promise<string>;
}

type Answer = (request: HttpRequest) => MaybePromise<HttpResponse>;

/** Content type of Prometheus' text format. */
const METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/**
 * Answers the paths of HEALTH. It runs before all middleware, as probes use an IP address (a Host that ALLOWED_HOSTS
 * lacks), plain HTTP and no session.
 */
export function healthHandler({
  options,
  readiness,
  metrics,
}: HealthHandlerOptions): (request: HttpRequest) => MaybePromise<HttpResponse> | undefined {
  const mayRead = readers(options);
  const answers = new Map<string, Answer>();
  const add = (path: string | null, answer: Answer): void => {
    if (path !== null) answers.set(path, answer);
  };
  add(options.LIVE_PATH, () => plain(200, "alive\n"));
  add(options.READY_PATH, async (request) => {
    if (request.draining.aborted) return report(request, 503, { status: "draining" });
    const { ok, checks } = await readiness.ask();
    // The process may have been told to stop meanwhile.
    const isDraining = request.draining.aborted;
    const status = isDraining ? "draining" : ok ? "ready" : "not ready";
    return report(request, ok && !isDraining ? 200 : 503, { status, checks });
  });
  add(options.METRICS_PATH, async (request) => {
    if (!mayRead(request)) return plain(403, "Forbidden: HEALTH says who may read this.\n");
    return plain(200, await metrics(), METRICS_TYPE);
  });

  /** Includes details only for clients that may know the site's parts. */
  function report(
    request: HttpRequest,
    status: number,
    details: { readonly status: string } & Readonly<Record<string, unknown>>,
  ): HttpResponse {
    if (!mayRead(request)) return plain(status, `${details.status}\n`);
    return plain(status, `${JSON.stringify(details)}\n`, "application/json");
  }

  return (request) => {
    const answer = answers.get(request.pathInfo);
    if (!answer) return undefined;
    if (request.method === "GET" || request.method === "HEAD") return answer(request);
    const refused = plain(405, "Method Not Allowed\n");
    refused.headers.set("Allow", "GET, HEAD");
    return refused;
  };
}

function plain(
  status: number,
  text: string,
  contentType = "text/plain; charset=utf-8",
): HttpResponse {
  const headers = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };
  return new HttpResponse(text, { status, contentType, headers });
}
