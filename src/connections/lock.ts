/** Lets one user in at a time, in the order they came. */
export class Lock {
  #last: Promise<void> = Promise.resolve();
  #users = 0;

  /** Whether nobody is in, and nobody waits. */
  get isFree(): boolean {
    return this.#users === 0;
  }

  /** Resolves when it is this caller's turn, with what ends the turn. */
  async acquire(): Promise<() => void> {
    this.#users += 1;
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    await before;
    return () => {
      this.#users -= 1;
      resolve();
    };
  }
}
