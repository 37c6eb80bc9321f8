/** `mkweb/health`: whether a site is alive and ready, and its figures for Prometheus. See docs/topics/health.md. */
export type { HealthCheck, HealthCheckContext } from "./checks.ts";
export { addUpWorkers } from "./metrics/workers.ts";
export { setUpHealth, type Health } from "./set-up.ts";
