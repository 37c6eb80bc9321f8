/** What a receiver is told: what the signal carries, and who sent it. */
export type SignalEvent<Payload extends object> = Payload & {
  readonly signal: Signal<Payload>;
  /** What sent it: for the signals of models the model's class. */
  readonly sender: unknown;
};

/** A function that a signal calls; what it returns is awaited. */
export type Receiver<Payload extends object> = (event: SignalEvent<Payload>) => unknown;

export interface ConnectOptions {
  /** Only signals of this sender. Default: of every sender. */
  readonly sender?: unknown;
  /** A receiver connected before under the same text (and sender) stays the only one. */
  readonly dispatchUid?: string;
}

/** What one receiver answered. */
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
 * Django's `Signal`: code that something happened to calls what has asked to know of it.
 *
 * @example
 * const orderPaid = new Signal<{ readonly order: number }>();
 * orderPaid.connect(({ order }) => console.log(order));
 * await orderPaid.send(undefined, { order: 7 });
 */
export class Signal<Payload extends object = object> {
  #connected: readonly Connected<Payload>[] = [];

  /** Calls a receiver from now on; the same one for the same sender once. */
  connect(receiver: Receiver<Payload>, options: ConnectOptions = {}): void {
    if (typeof receiver !== "function") throw new TypeError("Signal receivers must be callable.");
    const { sender, dispatchUid: key = receiver } = options;
    if (this.#find(key, sender)) return;
    this.#connected = [...this.#connected, { receiver, key, sender }];
  }

  /** @returns Whether it was connected, with this sender and `dispatchUid`. */
  disconnect(receiver: Receiver<Payload> | undefined, options: ConnectOptions = {}): boolean {
    const found = this.#find(options.dispatchUid ?? receiver, options.sender);
    this.#connected = this.#connected.filter((each) => each !== found);
    return found !== undefined;
  }

  /** Whether a signal of this sender would call anything. */
  hasListeners(sender?: unknown): boolean {
    return this.#connected.length > 0 && this.#receivers(sender).length > 0;
  }

  /**
   * Calls the receivers one after another, in the order they were connected.
   *
   * @throws What a receiver throws; those behind it are not called.
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

  /** As {@link Signal.send}, but what a receiver throws becomes its response, and the rest are called. */
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
