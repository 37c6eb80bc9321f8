import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { buffer } from "node:stream/consumers";
import { loadWs } from "./library.ts";
import { WebSocketConnection } from "./web-socket-connection.ts";

export interface ConnectOptions {
  /** The request target: `/ws/chat/?room=1`. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Subprotocols to offer. */
  readonly protocols: readonly string[];
  /** The connection to the server. */
  readonly connection: Duplex;
  /** Receives each Set-Cookie of the answer. */
  readonly cookies: (header: string) => void;
}

/** The server did not open a WebSocket. */
export class WebSocketRefused extends Error {
  override readonly name = "WebSocketRefused";
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly content: Buffer;

  constructor({ statusCode = 0, headers }: IncomingMessage, content: Buffer) {
    super(`The server answered ${statusCode} instead of opening a WebSocket.`);
    this.status = statusCode;
    this.headers = headers;
    this.content = content;
  }

  /** The body of the answer. */
  get text(): string {
    return this.content.toString("utf8");
  }
}

/**
 * Opens a WebSocket as a client does.
 *
 * @throws {WebSocketRefused} The server answers otherwise.
 * @throws {MkwebError} `MKWEB_WS_MISSING`
 *
 * @example
 * const { connect } = await import("node:net");
 * const socket = await connectWebSocket({
 *   target: "/ws/chat/?room=1",
 *   headers: { Host: "localhost" },
 *   protocols: [],
 *   connection: connect(8000, "localhost"),
 *   cookies: () => undefined,
 * });
 * await socket.send("hello");
 */
export async function connectWebSocket(options: ConnectOptions): Promise<WebSocketConnection> {
  const { WebSocket } = await loadWs();
  const { target, headers, protocols, connection, cookies } = options;
  const socket = new WebSocket(`ws://testserver${target}`, [...protocols], {
    headers,
    perMessageDeflate: false,
    createConnection: () => connection,
  });
  return new Promise((resolve, reject) => {
    socket.on("upgrade", (answer) => answer.headers["set-cookie"]?.forEach(cookies));
    // Synchronously, or a message right after the handshake would be lost.
    socket.on("open", () => resolve(new WebSocketConnection(socket)));
    socket.on("error", reject);
    socket.on("unexpected-response", (_request, response: IncomingMessage) => {
      response.headers["set-cookie"]?.forEach(cookies);
      void buffer(response).then(
        (content) => reject(new WebSocketRefused(response, content)),
        reject,
      );
    });
  });
}
