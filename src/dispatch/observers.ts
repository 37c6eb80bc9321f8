/** Listeners that watch without influencing what happens. Without any, checking {@link Observers.any} is the only cost. */
export class Observers<Seen> {
  readonly #name: string;
  #listeners: readonly ((seen: Seen) => void)[] = [];

  /** @param name Function that adds listeners, as warnings name it: `"observeQueries()"`. */
  constructor(name: string) {
    this.#name = name;
  }

  get any(): boolean {
    return this.#listeners.length > 0;
  }

  /** @returns Removes the listener. A listener added twice needs two removals. */
  add(listener: (seen: Seen) => void): () => void {
    const own = (seen: Seen): void => listener(seen);
    this.#listeners = [...this.#listeners, own];
    return () => {
      this.#listeners = this.#listeners.filter((each) => each !== own);
    };
  }

  /** Calls every listener; an error that one throws becomes a process warning. */
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
