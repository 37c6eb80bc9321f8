/** HEALTH, for `mkweb/health`. */
export interface HealthSettings {
  /** Path that answers while the process is alive; `null` turns it off. Default `"/healthz"`. */
  readonly LIVE_PATH?: string | null;
  /** Path that tells whether the process is ready for requests; `null` turns it off. Default `"/readyz"`. */
  readonly READY_PATH?: string | null;
  /** Path of the metrics for Prometheus; `null` turns it off. Default `"/metrics"`. */
  readonly METRICS_PATH?: string | null;
  /**
   * Checks for readiness: `"database"`, `"caches"`, `"migrations"`, or modules whose default export throws if something
   * is wrong. Default: those three.
   */
  readonly CHECKS?: readonly string[];
  /** Time limit of each check in seconds. Default 2. */
  readonly CHECK_TIMEOUT?: number;
  /** Addresses and networks that may read metrics and details, `"10.0.0.0/8"`, without a proxy in between. Default: this machine's. */
  readonly ALLOWED_IPS?: readonly string[];
  /** Clients that send it as `Authorization: Bearer …` may read them from anywhere; at least 16 characters. Default: none. */
  readonly TOKEN?: string | null;
}
