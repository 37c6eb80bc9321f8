import { writeEvent, type ServerSentEvent } from "./event-text.ts";

/** Source of events; becomes an iterator when the first is sent. */
export type Events =
  | AsyncIterable<ServerSentEvent | string>
  | ((signal: AbortSignal) => AsyncIterable<ServerSentEvent | string>);

export interface EventFeedOptions {
  readonly events: Events;
  /** Sent before the first event. */
  readonly opening: string;
  /** Longest silence in ms; `undefined` for no limit. */
  readonly pingMs: number | undefined;
}

type Result = IteratorResult<string, undefined>;
type Source = AsyncIterator<ServerSentEvent | string>;

interface Reader {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

const DONE: Result = { done: true, value: undefined };
const PING = ": ping\n\n";

/**
 * Events as texts, with pings between them. Asks its source for an event only when somebody reads. Can be
 * ended while the source waits forever, unlike an async generator.
 */
export class EventFeed implements AsyncIterableIterator<string, undefined> {
  readonly #options: EventFeedOptions;
  readonly #controller = new AbortController();
  #source: Source | undefined;
  #isOpened = false;
  #isEnded = false;
  /** Whether a request to the source is pending: a ping in between must not ask again. */
  #isAsked = false;
  /** The answer that arrived while a ping was sent. */
  #answered: (() => Result) | undefined;
  #reader: Reader | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: EventFeedOptions) {
    this.#options = options;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<Result> {
    const answered = this.#answered;
    this.#answered = undefined;
    if (answered) return answered();
    if (this.#isEnded) return DONE;
    if (this.#isOpened) return this.#read();
    this.#isOpened = true;
    return { done: false, value: this.#options.opening };
  }

  async return(): Promise<Result> {
    this.end();
    return DONE;
  }

  /** Tells the source that nobody listens any more, without waiting for it. */
  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#controller.abort();
    this.#answer(DONE);
    // Errors of its end, such as an aborted signal, are not awaited.
    void this.#source?.return?.().catch(() => undefined);
  }

  #read(): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject };
      const { pingMs } = this.#options;
      if (pingMs !== undefined) {
        this.#timer = setTimeout(() => this.#answer({ done: false, value: PING }), pingMs);
      }
      if (!this.#isAsked) void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    this.#isAsked = true;
    try {
      this.#source ??= this.#begin();
      const { done, value } = await this.#source.next();
      this.#isAsked = false;
      if (this.#isEnded) return;
      if (done === true) {
        this.#source = undefined;
        this.end();
      } else this.#arrive({ done: false, value: writeEvent(value) });
    } catch (error) {
      if (!this.#isEnded) this.#fail(error);
    }
  }

  #begin(): Source {
    const { events } = this.#options;
    const iterable = typeof events === "function" ? events(this.#controller.signal) : events;
    return iterable[Symbol.asyncIterator]();
  }

  #arrive(result: Result): void {
    if (this.#reader) this.#answer(result);
    else this.#answered = () => result;
  }

  #fail(error: unknown): void {
    const reader = this.#reader;
    this.#reader = undefined;
    this.end();
    if (reader) reader.reject(error);
    else {
      this.#answered = () => {
        throw error;
      };
    }
  }

  #answer(result: Result): void {
    clearTimeout(this.#timer);
    this.#reader?.resolve(result);
    this.#reader = undefined;
  }
}
