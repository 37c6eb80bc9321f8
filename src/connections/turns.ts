interface Waiting {
  readonly places: number;
  readonly enter: () => void;
  readonly fail: (error: Error) => void;
}

export interface WaitOptions {
  /** In milliseconds; 0, the default, means forever. */
  readonly timeout?: number;
  /** Creates the error when the time is over; if it returns none, waiting starts again. */
  readonly late?: () => Error | undefined;
}

/** Ends a turn; further calls do nothing. */
export type Leave = () => void;

/** A fair semaphore: users enter in order; some take one place, some take all. */
export class Turns {
  readonly places: number;
  readonly #waiting: Waiting[] = [];
  #taken = 0;

  constructor(places = 1) {
    this.places = places;
  }

  /** Whether nobody is inside or waiting. */
  get isFree(): boolean {
    return this.#taken === 0 && this.#waiting.length === 0;
  }

  /**
   * Resolves when the caller's turn has come.
   *
   * @param places Places to take: 1, or all for exclusive use.
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

  /** Rejects everyone who waits. */
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
    // Later users may fit in now.
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
