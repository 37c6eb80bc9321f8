/**
 * Work done one piece after another, in the order it was asked for; a failure does not stop what follows.
 */
export class Turns {
  #last: Promise<void> = Promise.resolve();
  #pending = 0;
  #failure: { readonly error: unknown } | undefined;

  /** Does this piece when all before it are done; the promise tells how this one ended. */
  take(work: () => Promise<void>): Promise<void> {
    this.#pending += 1;
    const done = this.#last.then(work);
    // What follows goes on after a failure; `settled()` tells of it where nobody awaited `done`.
    this.#last = done
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#pending -= 1;
      });
    return done;
  }

  /** Whether a piece is under way, or has failed. */
  get isPending(): boolean {
    return this.#pending > 0 || this.#failure !== undefined;
  }

  /** Resolves when all is done; rejects with the first failure there was. */
  async settled(): Promise<void> {
    await this.#last;
    if (this.#failure) throw this.#failure.error;
  }
}
