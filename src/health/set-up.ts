import type { App, Settings } from "../conf/index.ts";
import type { HttpRequest, HttpResponse, MaybePromise } from "../http/index.ts";
import { namedChecks } from "./checks.ts";
import { healthHandler } from "./handler.ts";
import { allFamilies, reportCounts } from "./metrics/workers.ts";
import { SiteMetrics } from "./metrics/site-metrics.ts";
import { metricsText } from "./metrics/text.ts";
import { healthOptions } from "./options.ts";
import { ReadinessChecks } from "./readiness.ts";

/** What a server needs from this app. */
export interface Health {
  /** Answers its own paths; returns nothing for others. */
  readonly handler: (request: HttpRequest) => MaybePromise<HttpResponse> | undefined;
  /** Counts requests; absent if METRICS_PATH is `null`. */
  readonly metrics: Pick<SiteMetrics, "begin"> | undefined;
  /** Call it when the server has answered its last request. */
  end(): void;
}

/** One per process, as it counts what the whole process does. */
let counted: SiteMetrics | undefined;
let stopReporting: (() => void) | undefined;

/**
 * Sets up what answers the paths of HEALTH.
 *
 * @throws {ImproperlyConfigured} If HEALTH is invalid.
 *
 * @example
 * const health = await setUpHealth(settings, await loadApps(settings));
 * const response = await health.handler(request);
 */
export async function setUpHealth(settings: Settings, apps: readonly App[]): Promise<Health> {
  const options = healthOptions(settings);
  const checks = await namedChecks(options.CHECKS, { settings, apps });
  const readiness = new ReadinessChecks(checks, options.CHECK_TIMEOUT * 1000);
  const metrics = options.METRICS_PATH === null ? undefined : countedHere();
  const snapshot = () => metrics?.snapshot() ?? [];
  const handler = healthHandler({
    options,
    readiness,
    metrics: async () => metricsText(await allFamilies(snapshot)),
  });
  return { handler, metrics, end: () => stopReporting?.() };
}

function countedHere(): SiteMetrics {
  if (counted) return counted;
  const metrics = (counted = new SiteMetrics());
  stopReporting = reportCounts(() => metrics.snapshot());
  return metrics;
}
