/** HEALTH, for `mkweb/health`. */
export interface HealthSettings {
  /** Where the process says that it is alive; `null`: nowhere. Default `"/healthz"`. */
  readonly LIVE_PATH?: string | null;
  /** Where it says whether it may be sent requests; `null`: nowhere. Default `"/readyz"`. */
  readonly READY_PATH?: string | null;
  /** Where its figures are, as Prometheus reads them; `null`: nowhere. Default `"/metrics"`. */
  readonly METRICS_PATH?: string | null;
  /**
   * What has to be well: `"database"`, `"caches"`, `"migrations"`, or modules whose default export throws where
   * something is not. Default: those three.
   */
  readonly CHECKS?: readonly string[];
  /** Seconds that each check may take. Default 2. */
  readonly CHECK_TIMEOUT?: number;
  /** Addresses and networks that may read figures and details, `"10.0.0.0/8"`, if they ask without a proxy. Default: this machine's. */
  readonly ALLOWED_IPS?: readonly string[];
  /** Who sends it as `Authorization: Bearer …` may read them from anywhere; 16 characters or more. Default: nobody. */
  readonly TOKEN?: string | null;
}
