/** Limits of the cache: number of plans, and bytes of their texts. */
const MOST = 1000;
const MOST_BYTES = 4_000_000;

interface Entry<T> {
  readonly plan: T;
  readonly bytes: number;
  used: boolean;
}

/** A cache of plans, limited by number and bytes; entries not used recently are dropped first. */
export class PlanCache<T extends { readonly sql: string }> {
  readonly #entries = new Map<string, Entry<T>>();
  #bytes = 0;

  get(key: string): T | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    entry.used = true;
    return entry.plan;
  }

  /** Stores a plan, unless it would take more than an eighth of the cache. */
  set(key: string, plan: T): void {
    const bytes = 2 * (key.length + plan.sql.length);
    if (bytes > MOST_BYTES / 8) return;
    this.#entries.set(key, { plan, bytes, used: false });
    this.#bytes += bytes;
    for (const [old, entry] of this.#entries) {
      if (this.#entries.size <= MOST && this.#bytes <= MOST_BYTES) return;
      this.#entries.delete(old);
      if (entry.used && entry.plan !== plan) {
        entry.used = false;
        this.#entries.set(old, entry);
      } else this.#bytes -= entry.bytes;
    }
  }
}
