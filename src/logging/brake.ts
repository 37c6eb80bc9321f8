export interface BrakeOptions {
  /** How many of one kind a period may have. */
  readonly limit: number;
  /** How many of all kinds. */
  readonly total: number;
  readonly periodMs: number;
}

interface Count {
  since: number;
  passed: number;
  heldBack: number;
}

/** Kinds that are remembered; of more than that, none is new enough to matter. */
const MOST_KINDS = 1000;

/** Lets some of each kind pass in each period, and knows how many it has held back since. */
export class Brake {
  readonly #options: BrakeOptions;
  readonly #kinds = new Map<string, Count>();
  #all: Count = { since: -Infinity, passed: 0, heldBack: 0 };

  constructor(options: BrakeOptions) {
    this.#options = options;
  }

  /**
   * @param now In ms, on any clock that only goes forward.
   * @returns How many of this kind were held back since one passed last; `undefined` for one that is held back.
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

  /** The count of the period that goes on; a new one begins where the last is over. */
  #current(count: Count | undefined, now: number): Count {
    if (count && now - count.since < this.#options.periodMs) return count;
    return { since: now, passed: 0, heldBack: count?.heldBack ?? 0 };
  }
}
