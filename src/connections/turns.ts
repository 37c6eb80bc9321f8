interface Waiting {
  readonly places: number;
  readonly enter: () => void;
  readonly fail: (error: Error) => void;
}

export interface WaitOptions {
  /** Milliseconds; 0, the default, for ever. */
  readonly timeout?: number;
  /** What to reject with when the time is over; without an error the waiting starts again. */
  readonly late?: () => Error | undefined;
}

/** Ends a turn; a second call does nothing. */
export type Leave = () => void;

/** A room with a number of places. Users enter in the order they came; some take one place, some all of them. */
export class Turns {
  readonly places: number;
  readonly #waiting: Waiting[] = [];
  #taken = 0;

  constructor(places = 1) {
    this.places = places;
  }

  /** Whether nobody is in, and nobody waits. */
  get isFree(): boolean {
    return this.#taken === 0 && this.#waiting.length === 0;
  }

  /**
   * Resolves when it is this caller's turn.
   *
   * @param places How many to take: 1, or all for a user who must be alone.
   */
  async take(places: number, options: WaitOptions = {}): Promise<Leave> {
    if (this.#waiting.length > 0 || this.#taken + places > this.places) {
      await this.#wait(places, options);
    } else {
      this.#taken += places;
    }
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#taken -= places;
      this.#letIn();
    };
  }

  /** Rejects all who wait. */
  refuse(error: Error): void {
    for (const { fail } of this.#waiting.splice(0)) fail(error);
  }

  #wait(places: number, { timeout = 0, late }: WaitOptions): Promise<void> {
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const entry: Waiting = {
        places,
        enter: () => {
          clearTimeout(timer);
          resolve();
        },
        fail: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      this.#waiting.push(entry);
      if (timeout === 0 || !late) return;
      const onTime = (): void => {
        const error = late();
        if (error) this.#giveUp(entry, error);
        else timer = setTimeout(onTime, timeout);
      };
      timer = setTimeout(onTime, timeout);
    });
  }

  #giveUp(entry: Waiting, error: Error): void {
    this.#waiting.splice(this.#waiting.indexOf(entry), 1);
    entry.fail(error);
    // Who came later may fit in now.
    this.#letIn();
  }

  #letIn(): void {
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      if (this.#taken + next.places > this.places) return;
      this.#waiting.shift();
      this.#taken += next.places;
      next.enter();
    }
  }
}
