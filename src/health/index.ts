/** `mkweb/health`: liveness, readiness and metrics for Prometheus. See docs/topics/health.md. */
export type { HealthCheck, HealthCheckContext } from "./checks.ts";
export { addUpWorkers } from "./metrics/workers.ts";
export { setUpHealth, type Health } from "./set-up.ts";
