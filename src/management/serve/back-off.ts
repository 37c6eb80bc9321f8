/** Time in ms after which a worker's end no longer counts as failing to start. */
const STEADY_MS = 5000;
/** The wait after the first failure in a row, and the longest, in ms. */
const FIRST_MS = 500;
const LONGEST_MS = 30_000;
/** Number of failures in a row after which the server gives up. */
const LIMIT = 5;

/** Decides how long to wait before replacing a worker: the more fail in a row, the longer. */
export class BackOff {
  #failures = 0;

  /** In ms; 0 for a worker that had been running. */
  get delayMs(): number {
    return this.#failures === 0 ? 0 : Math.min(FIRST_MS * 2 ** (this.#failures - 1), LONGEST_MS);
  }

  get isExhausted(): boolean {
    return this.#failures >= LIMIT;
  }

  /** @param atWorkMs How long the worker had answered requests; 0 if it could not start. */
  ended(atWorkMs: number): void {
    this.#failures = atWorkMs >= STEADY_MS ? 0 : this.#failures + 1;
  }
}
