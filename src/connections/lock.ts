/** Lets one user in at a time, in the order they came. */
export class Lock {
  #last: Promise<void> = Promise.resolve();

  /** Resolves when it is this caller's turn, with what ends the turn. */
  async acquire(): Promise<() => void> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    await before;
    return resolve;
  }
}
