/** How long a worker must have answered requests for its end to be no failure to start, in ms. */
const STEADY_MS = 5000;
/** The wait after the first failure in a row, and the longest, in ms. */
const FIRST_MS = 500;
const LONGEST_MS = 30_000;
/** So many failures in a row are no accident. */
const LIMIT = 5;

/** How long to wait before a worker that ended is replaced: the longer, the more of them end at once. */
export class BackOff {
  #failures = 0;

  /** In ms; 0 for a worker that had been at work. */
  get delayMs(): number {
    return this.#failures === 0 ? 0 : Math.min(FIRST_MS * 2 ** (this.#failures - 1), LONGEST_MS);
  }

  get isExhausted(): boolean {
    return this.#failures >= LIMIT;
  }

  /** @param atWorkMs How long the worker that ended had answered requests; 0 if it could not start. */
  ended(atWorkMs: number): void {
    this.#failures = atWorkMs >= STEADY_MS ? 0 : this.#failures + 1;
  }
}
