/** What a receiver gets: the signal's payload and its sender. */
export type SignalEvent<Payload extends object> = Payload & {
  readonly signal: Signal<Payload>;
  /** For signals of models: the model's class. */
  readonly sender: unknown;
};

/** A function that a signal calls and awaits. */
export type Receiver<Payload extends object> = (event: SignalEvent<Payload>) => unknown;

export interface ConnectOptions {
  /** Receive signals of this sender only. Default: of any sender. */
  readonly sender?: unknown;
  /** Replaces the identity of the receiver: a second connection with the same text and sender is ignored. */
  readonly dispatchUid?: string;
}

/** The answer of one receiver. */
export type Response<Payload extends object> = readonly [
  receiver: Receiver<Payload>,
  response: unknown,
];

interface Connected<Payload extends object> {
  readonly receiver: Receiver<Payload>;
  readonly key: unknown;
  readonly sender: unknown;
}

/**
 * Django's `Signal`: lets code announce an event to the receivers connected to it.
 *
 * @example
 * const orderPaid = new Signal<{ readonly order: number }>();
 * orderPaid.connect(({ order }) => console.log(order));
 * await orderPaid.send(undefined, { order: 7 });
 */
export class Signal<Payload extends object = object> {
  #connected: readonly Connected<Payload>[] = [];

  /** Connects a receiver; connecting the same one for the same sender again does nothing. */
  connect(receiver: Receiver<Payload>, options: ConnectOptions = {}): void {
    if (typeof receiver !== "function") throw new TypeError("Signal receivers must be callable.");
    const { sender, dispatchUid: key = receiver } = options;
    if (this.#find(key, sender)) return;
    this.#connected = [...this.#connected, { receiver, key, sender }];
  }

  /** @returns Whether it was connected with this sender and `dispatchUid`. */
  disconnect(receiver: Receiver<Payload> | undefined, options: ConnectOptions = {}): boolean {
    const found = this.#find(options.dispatchUid ?? receiver, options.sender);
    this.#connected = this.#connected.filter((each) => each !== found);
    return found !== undefined;
  }

  /** Returns whether a signal of this sender has any receivers. */
  hasListeners(sender?: unknown): boolean {
    return this.#connected.length > 0 && this.#receivers(sender).length > 0;
  }

  /**
   * Calls the receivers one after another, in the order of their connection.
   *
   * @throws What a receiver throws; later receivers are not called.
   */
  async send(sender: unknown, payload: Payload): Promise<readonly Response<Payload>[]> {
    if (this.#connected.length === 0) return [];
    const event = { ...payload, signal: this, sender };
    const responses: Response<Payload>[] = [];
    for (const receiver of this.#receivers(sender)) {
      responses.push([receiver, await receiver(event)]);
    }
    return responses;
  }

  /** Like {@link Signal.send}, but an error becomes the receiver's response, and the others are still called. */
  async sendRobust(sender: unknown, payload: Payload): Promise<readonly Response<Payload>[]> {
    const event = { ...payload, signal: this, sender };
    const responses: Response<Payload>[] = [];
    for (const receiver of this.#receivers(sender)) {
      responses.push([receiver, await answerOf(receiver, event)]);
    }
    return responses;
  }

  #find(key: unknown, sender: unknown): Connected<Payload> | undefined {
    return this.#connected.find((each) => each.key === key && each.sender === sender);
  }

  #receivers(sender: unknown): readonly Receiver<Payload>[] {
    return this.#connected
      .filter((each) => each.sender === undefined || each.sender === sender)
      .map(({ receiver }) => receiver);
  }
}

async function answerOf<Payload extends object>(
  receiver: Receiver<Payload>,
  event: SignalEvent<Payload>,
): Promise<unknown> {
  try {
    return await receiver(event);
  } catch (error) {
    return error;
  }
}
