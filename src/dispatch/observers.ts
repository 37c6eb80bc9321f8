/** Who wants to see what happens, without a say in it. While nobody does, looking at {@link Observers.any} is all it costs. */
export class Observers<Seen> {
  readonly #name: string;
  #listeners: readonly ((seen: Seen) => void)[] = [];

  /** @param name The function that takes listeners, as warnings call it: `"observeQueries()"`. */
  constructor(name: string) {
    this.#name = name;
  }

  get any(): boolean {
    return this.#listeners.length > 0;
  }

  /** @returns Ends it. The same listener may be there twice, and each end is its own. */
  add(listener: (seen: Seen) => void): () => void {
    const own = (seen: Seen): void => listener(seen);
    this.#listeners = [...this.#listeners, own];
    return () => {
      this.#listeners = this.#listeners.filter((each) => each !== own);
    };
  }

  /** Tells all of them; what one throws becomes a warning of the process. */
  tell(seen: Seen): void {
    for (const listener of this.#listeners) {
      try {
        listener(seen);
      } catch (error) {
        const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
        process.emitWarning(`A listener of ${this.#name} failed: ${what}`, "MkwebWarning");
      }
    }
  }
}
