export interface BrakeOptions {
  /** How many of one kind pass per period. */
  readonly limit: number;
  /** How many of all kinds pass per period. */
  readonly total: number;
  readonly periodMs: number;
}

interface Count {
  since: number;
  passed: number;
  heldBack: number;
}

/** How many kinds are remembered; beyond it, no new kind passes. */
const MOST_KINDS = 1000;

/** Limits how many of each kind pass per period, and counts how many it held back. */
export class Brake {
  readonly #options: BrakeOptions;
  readonly #kinds = new Map<string, Count>();
  #all: Count = { since: -Infinity, passed: 0, heldBack: 0 };

  constructor(options: BrakeOptions) {
    this.#options = options;
  }

  /**
   * @param now In ms, on a monotonic clock.
   * @returns How many of this kind were held back since the last that passed; `undefined` if this one is held back.
   */
  ask(kind: string, now: number): { readonly heldBack: number } | undefined {
    const { limit, total } = this.#options;
    this.#all = this.#current(this.#all, now);
    const count = this.#current(this.#kinds.get(kind), now);
    if (!this.#kinds.has(kind) && this.#kinds.size >= MOST_KINDS) this.#kinds.clear();
    this.#kinds.set(kind, count);
    if (count.passed >= limit || this.#all.passed >= total) {
      count.heldBack += 1;
      return undefined;
    }
    count.passed += 1;
    this.#all.passed += 1;
    const { heldBack } = count;
    count.heldBack = 0;
    return { heldBack };
  }

  /** Returns the count of the current period, starting a new one if the last is over. */
  #current(count: Count | undefined, now: number): Count {
    if (count && now - count.since < this.#options.periodMs) return count;
    return { since: now, passed: 0, heldBack: count?.heldBack ?? 0 };
  }
}
