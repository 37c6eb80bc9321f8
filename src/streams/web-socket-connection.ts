import type { RawData, WebSocket } from "ws";

/** A message: a text, or bytes. */
export type Message = string | Buffer;

/** How a connection ended. */
export interface CloseEvent {
  /** From RFC 6455, section 7.4: 1000 normal, 1001 going away, 1006 without a close message, 1009 too big, … */
  readonly code: number;
  readonly reason: string;
}

/** Nothing can be sent because the connection is closed. A view that ends with it has ended normally. */
export class WebSocketClosed extends Error {
  override readonly name = "WebSocketClosed";
  readonly code: number;
  readonly reason: string;

  constructor({ code, reason }: CloseEvent) {
    super(`The WebSocket is closed (${code}${reason === "" ? "" : `: ${reason}`}).`);
    this.code = code;
    this.reason = reason;
  }
}

/** Unread messages after which the client has to wait. */
const MOST_UNREAD = 16;

/** Unsent bytes above which the client is disconnected. */
const MOST_UNSENT = 16 * 1_048_576;

/** One WebSocket: receive messages with `for await`, send them with {@link send}. */
export class WebSocketConnection implements AsyncIterable<Message> {
  /** The negotiated subprotocol; empty if there is none. */
  readonly protocol: string;
  /** How it ended, once it has. Never rejects. */
  readonly closed: Promise<CloseEvent>;
  readonly #socket: WebSocket;
  readonly #unread: Message[] = [];
  readonly #readers: ((message: Message | undefined) => void)[] = [];
  readonly #controller = new AbortController();
  #end: CloseEvent | undefined;

  /** @param socket An open socket. */
  constructor(socket: WebSocket) {
    this.#socket = socket;
    this.protocol = socket.protocol;
    socket.on("message", (data, isBinary) =>
      this.#arrived(isBinary ? bytesOf(data) : textOf(data)),
    );
    this.closed = new Promise((resolve) => {
      socket.on("close", (code, reason) => resolve(this.#ended({ code, reason: textOf(reason) })));
    });
    // Too big, not UTF-8, broken: the client's fault, and the close code tells which.
    socket.on("error", () => {});
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** Aborted once it is closed, for parallel work. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /**
   * Sends a text, or bytes as a binary message.
   *
   * @returns Once the client's connection has taken it: await it, so that a slow client slows the view
   *   instead of filling memory. A client that leaves 16 MB unread is disconnected.
   * @throws {WebSocketClosed} As a rejection that nobody has to catch.
   */
  send(message: string | Uint8Array): Promise<void> {
    const sent = this.#send(message);
    sent.catch(() => {});
    return sent;
  }

  /** Sends a value as JSON; see {@link send}. */
  sendJson(value: unknown): Promise<void> {
    return this.send(JSON.stringify(value));
  }

  async #send(message: string | Uint8Array): Promise<void> {
    const socket = this.#socket;
    if (socket.bufferedAmount > MOST_UNSENT) socket.terminate();
    if (!this.isOpen) throw new WebSocketClosed(await this.closed);
    const failed = await new Promise<unknown>((resolve) => socket.send(message, resolve));
    if (failed) throw new WebSocketClosed(await this.closed);
  }

  /** The next message; `undefined` once it is closed and all messages were read. */
  receive(): Promise<Message | undefined> {
    const message = this.#unread.shift();
    if (this.#unread.length < MOST_UNREAD && this.#socket.isPaused) this.#socket.resume();
    if (message !== undefined || this.#end) return Promise.resolve(message);
    return new Promise((resolve) => this.#readers.push(resolve));
  }

  /**
   * The next message as JSON.
   *
   * @throws {SyntaxError} Invalid JSON.
   * @throws {WebSocketClosed} No more messages.
   */
  async receiveJson(): Promise<unknown> {
    const message = await this.receive();
    if (message === undefined) throw new WebSocketClosed(await this.closed);
    return JSON.parse(textOf(message));
  }

  /** Iterates over messages until it is closed. Leaving the loop early keeps it open. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Message, void> {
    for (let next = await this.receive(); next !== undefined; next = await this.receive())
      yield next;
  }

  /**
   * Closes the connection; messages sent before still arrive.
   *
   * @param code 1000, or 3000 to 4999 with your own meaning. Default 1000.
   * @param reason At most 123 bytes.
   * @returns Once it is closed.
   */
  async close(code = 1000, reason = ""): Promise<CloseEvent> {
    this.#socket.close(code, reason);
    // While paused it would not receive the answer.
    this.#socket.resume();
    return this.closed;
  }

  #arrived(message: Message): void {
    const reader = this.#readers.shift();
    if (reader) return reader(message);
    this.#unread.push(message);
    if (this.#unread.length >= MOST_UNREAD) this.#socket.pause();
  }

  #ended(end: CloseEvent): CloseEvent {
    this.#end = end;
    this.#controller.abort();
    for (const reader of this.#readers.splice(0)) reader(undefined);
    return end;
  }
}

function bytesOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}

const textOf = (data: RawData | string): string =>
  typeof data === "string" ? data : bytesOf(data).toString("utf8");
