/** Runs tasks one after another, in the order of the calls; a failure does not stop later tasks. */
export class Turns {
  #last: Promise<void> = Promise.resolve();
  #pending = 0;
  #failure: { readonly error: unknown } | undefined;

  /** Runs this task after all earlier ones; the promise settles with its result. */
  take(work: () => Promise<void>): Promise<void> {
    this.#pending += 1;
    const done = this.#last.then(work);
    // Later tasks run after a failure too; `settled()` reports it if nobody awaited `done`.
    this.#last = done
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#pending -= 1;
      });
    return done;
  }

  /** Whether a task is running or has failed. */
  get isPending(): boolean {
    return this.#pending > 0 || this.#failure !== undefined;
  }

  /** Resolves when all tasks are done; rejects with the first failure. */
  async settled(): Promise<void> {
    await this.#last;
    if (this.#failure) throw this.#failure.error;
  }
}
