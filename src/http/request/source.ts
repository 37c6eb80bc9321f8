import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";

/** A request as both entry points (node:http and fetch) can describe it. Header names are in lower case. */
export interface RequestSource {
  readonly method: string;
  /** The request target as received: neither decoded nor normalised. */
  readonly target: string;
  /** `"HTTP/1.1"` */
  readonly protocol: string;
  /** Whether this server itself spoke TLS with the client. */
  readonly encrypted: boolean;
  readonly remoteAddress: string;
  /** Name and port of this server, used without a Host header. */
  readonly serverName: string;
  readonly serverPort: string;
  header(name: string): string | undefined;
  headers(): Iterable<readonly [string, string]>;
  /** The body, which can be read once; `undefined` if there is none. */
  body(): Readable | undefined;
  /** The protocol that the client wants to switch to, if the connection allows it: `websocket`. */
  readonly upgrade?: string;
  /** Calls `listener` if the client disconnects; returns a function that removes it. */
  onDisconnect?(listener: () => void): () => void;
  /** Aborted once the server that received the request is told to stop, if the server supports it. */
  readonly draining?: AbortSignal | undefined;
}

/** A message that knows whether its server has been told to stop. */
export interface ServedMessage extends IncomingMessage {
  readonly draining?: AbortSignal;
}

/** A request of node:http. */
export class NodeSource implements RequestSource {
  readonly #message: ServedMessage;

  constructor(message: ServedMessage) {
    this.#message = message;
  }

  get draining(): AbortSignal | undefined {
    return this.#message.draining;
  }

  get method(): string {
    return this.#message.method ?? "GET";
  }

  get target(): string {
    return this.#message.url ?? "/";
  }

  get protocol(): string {
    return `HTTP/${this.#message.httpVersion}`;
  }

  get encrypted(): boolean {
    return "encrypted" in this.#message.socket && this.#message.socket.encrypted === true;
  }

  get remoteAddress(): string {
    // Dual-stack sockets write IPv4 addresses as IPv6.
    return (this.#message.socket.remoteAddress ?? "").replace(/^::ffff:(?=\d+\.)/, "");
  }

  get serverName(): string {
    return this.#message.socket.localAddress ?? "localhost";
  }

  get serverPort(): string {
    return String(this.#message.socket.localPort ?? (this.encrypted ? 443 : 80));
  }

  header(name: string): string | undefined {
    if (name === "host") return this.#hosts();
    const value = this.#message.headers[name];
    return typeof value === "string" ? value : value?.join(", ");
  }

  /**
   * Node keeps the first of several Host headers, but a proxy may use the last. Joined they are not a valid host, so the
   * request is refused.
   */
  #hosts(): string | undefined {
    const { rawHeaders, headers } = this.#message;
    let count = 0;
    for (let at = 0; at < rawHeaders.length; at += 2) {
      if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === "host") count += 1;
    }
    return count > 1 ? `${headers.host}, and another` : headers.host;
  }

  *headers(): Generator<[string, string]> {
    for (const name of Object.keys(this.#message.headers)) {
      const value = this.header(name);
      if (value !== undefined) yield [name, value];
    }
  }

  body(): Readable | undefined {
    const { headers } = this.#message;
    const length = headers["content-length"];
    if (length === undefined ? headers["transfer-encoding"] === undefined : length === "0") {
      return undefined;
    }
    return this.#message;
  }

  onDisconnect(listener: () => void): () => void {
    const { socket } = this.#message;
    if (socket.destroyed) listener();
    socket.once("close", listener);
    return () => socket.off("close", listener);
  }
}

/** A request of `fetch`. */
export class FetchSource implements RequestSource {
  readonly #request: Request;
  readonly #url: URL;
  readonly protocol = "HTTP/1.1";
  readonly remoteAddress: string;

  /** @param remoteAddress The client's address, or empty if the platform does not tell. */
  constructor(request: Request, remoteAddress = "") {
    this.#request = request;
    this.#url = new URL(request.url);
    this.remoteAddress = remoteAddress;
  }

  get method(): string {
    return this.#request.method;
  }

  get target(): string {
    return this.#url.pathname + this.#url.search;
  }

  get encrypted(): boolean {
    return this.#url.protocol === "https:";
  }

  get serverName(): string {
    return this.#url.hostname;
  }

  get serverPort(): string {
    return this.#url.port || (this.encrypted ? "443" : "80");
  }

  header(name: string): string | undefined {
    return this.#request.headers.get(name) ?? (name === "host" ? this.#url.host : undefined);
  }

  *headers(): Generator<[string, string]> {
    if (!this.#request.headers.has("host")) yield ["host", this.#url.host];
    yield* this.#request.headers;
  }

  body(): Readable | undefined {
    const { body } = this.#request;
    // Outside object mode, so that bytes become Buffers.
    return body ? Readable.from(body, { objectMode: false }) : undefined;
  }

  onDisconnect(listener: () => void): () => void {
    const { signal } = this.#request;
    if (signal.aborted) listener();
    signal.addEventListener("abort", listener, { once: true });
    return () => signal.removeEventListener("abort", listener);
  }
}
