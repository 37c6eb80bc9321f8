import { monitorEventLoopDelay } from "node:perf_hooks";
import { observeQueries } from "../../connections/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import { Metric, type Family } from "./families.ts";

/** Bucket bounds in seconds, the default of Prometheus' libraries. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Clients may send any method; unusual ones are counted together. */
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

const SUM = { merge: "sum" } as const;

/** Counts what this process does from its start. */
export class SiteMetrics {
  readonly #requests = new Metric({
    ...SUM,
    name: "mkweb_http_requests_total",
    help: "Requests that were answered or given up, by the name of their route.",
    type: "counter",
    labelNames: ["method", "status", "route"],
  });
  readonly #durations = new Metric({
    ...SUM,
    name: "mkweb_http_request_duration_seconds",
    help: "Time until a request was answered whole.",
    type: "histogram",
    labelNames: ["method", "route"],
    bounds: BOUNDS,
  });
  readonly #inFlight = new Metric({
    ...SUM,
    name: "mkweb_http_requests_in_flight",
    help: "Requests that are being answered.",
    type: "gauge",
    labelNames: [],
  });
  readonly #queries = new Metric({
    ...SUM,
    name: "mkweb_db_queries_total",
    help: "Statements that were sent to databases.",
    type: "counter",
    labelNames: ["database", "outcome"],
  });
  readonly #queryDurations = new Metric({
    ...SUM,
    name: "mkweb_db_query_duration_seconds",
    help: "Time that statements took.",
    type: "histogram",
    labelNames: ["database"],
    bounds: BOUNDS,
  });
  readonly #delay = monitorEventLoopDelay({ resolution: 20 });

  constructor() {
    this.#inFlight.add([], 0);
    this.#delay.enable();
    observeQueries(({ alias, durationMs, error }) => {
      this.#queries.add([alias, error === undefined ? "ok" : "error"]);
      this.#queryDurations.observe([alias], durationMs / 1000);
    });
  }

  /** Counts one request; call the returned function when it has ended. */
  readonly begin = (request: HttpRequest): ((end: RequestOutcome) => void) => {
    this.#inFlight.add([]);
    return ({ response, durationMs }) => {
      const method = METHODS.has(request.method) ? request.method : "other";
      const match = request.resolverMatch;
      const route = match?.viewName ?? match?.route ?? "";
      this.#inFlight.add([], -1);
      this.#requests.add([method, String(response?.status ?? 0), route]);
      this.#durations.observe([method, route], durationMs / 1000);
    };
  };

  snapshot(): readonly Family[] {
    const counted = [
      this.#requests,
      this.#durations,
      this.#inFlight,
      this.#queries,
      this.#queryDurations,
    ];
    return [...counted.map((each) => each.snapshot()), ...this.#process()];
  }

  /** Uses the metric names of Prometheus' library for Node. */
  #process(): readonly Family[] {
    const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    const seconds = (nanoseconds: number): number =>
      Number.isFinite(nanoseconds) ? nanoseconds / 1e9 : 0;
    return [
      gauge("mkweb_processes", "Processes whose figures are added up here.", 1),
      gauge("process_resident_memory_bytes", "Memory of the process.", rss),
      gauge("nodejs_heap_size_used_bytes", "Memory of objects.", heapUsed),
      gauge("nodejs_heap_size_total_bytes", "Memory that is kept for objects.", heapTotal),
      gauge("nodejs_external_memory_bytes", "Memory of buffers.", external),
      {
        ...gauge("process_cpu_seconds_total", "Time of the processor.", (user + system) / 1e6),
        type: "counter",
      },
      {
        ...gauge(
          "process_start_time_seconds",
          "When it began, in seconds since 1970.",
          performance.timeOrigin / 1000,
        ),
        merge: "min",
      },
      {
        ...gauge(
          "nodejs_eventloop_lag_mean_seconds",
          "How late the event loop was, on average.",
          seconds(this.#delay.mean),
        ),
        merge: "max",
      },
      {
        ...gauge(
          "nodejs_eventloop_lag_p99_seconds",
          "How late it was in 99 of 100 turns, at most.",
          seconds(this.#delay.percentile(99)),
        ),
        merge: "max",
      },
    ];
  }
}

/** How a request ended. */
export interface RequestOutcome {
  readonly response: { readonly status: number } | undefined;
  readonly durationMs: number;
}

function gauge(name: string, help: string, value: number): Family {
  return {
    name,
    help,
    type: "gauge",
    merge: "sum",
    labelNames: [],
    series: [{ labels: [], value }],
  };
}
