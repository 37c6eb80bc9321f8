import type { WebSocket } from "ws";
import { UpgradeResponse, type HttpRequest, type Upgrade } from "../http/index.ts";
import { WebSocketClosed, WebSocketConnection } from "./web-socket-connection.ts";

export interface WebSocketResponseOptions {
  readonly request: HttpRequest;
  readonly library: typeof import("ws");
  /** Subprotocols of the view, in order of preference. */
  readonly protocols: readonly string[];
  readonly serve: (connection: WebSocketConnection) => unknown;
}

/** The answer of a view that serves WebSockets. */
export class WebSocketResponse extends UpgradeResponse {
  readonly #options: WebSocketResponseOptions;

  constructor(options: WebSocketResponseOptions) {
    super();
    this.#options = options;
  }

  takeOver({ message, socket, head, headers, onError }: Upgrade): Promise<void> {
    const { library, protocols, request } = this.#options;
    const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
    if (socket.destroyed) return Promise.resolve();
    const server = new library.WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: request.settings.WEBSOCKET_MAX_MESSAGE_SIZE,
      handleProtocols: (offered) => protocols.find((protocol) => offered.has(protocol)) ?? false,
    });
    server.on("headers", (lines) => lines.push(...headers));
    // It answers a malformed handshake with 400 itself.
    server.handleUpgrade(message, socket, head, (open) => {
      endsWithServer(open, request.draining);
      endsWhenDead(open, request.settings.WEBSOCKET_PING_INTERVAL * 1000);
      endsWhenStuck(open, socket, request.settings.SEND_TIMEOUT * 1000);
      void this.#serve(open, onError);
    });
    return closed;
  }

  async #serve(open: WebSocket, onError: (error: unknown) => void): Promise<void> {
    const connection = new WebSocketConnection(open);
    try {
      await this.#options.serve(connection);
      await connection.close();
    } catch (error) {
      const isOver = error instanceof WebSocketClosed || isAbortOf(connection, error);
      if (!isOver) onError(error);
      await connection.close(1011, "Internal Error");
    }
  }
}

/** A wait with the connection's signal was aborted together with the connection. */
function isAbortOf({ signal }: WebSocketConnection, error: unknown): boolean {
  return signal.aborted && error instanceof Error && error.name === "AbortError";
}

/** The client may reconnect at once, and then meets another server, or this one's successor. */
function endsWithServer(open: WebSocket, draining: AbortSignal): void {
  const end = (): void => open.close(1001, "Going Away");
  if (draining.aborted) return end();
  draining.addEventListener("abort", end);
  open.on("close", () => draining.removeEventListener("abort", end));
}

/** A client that vanished answers no ping. */
function endsWhenDead(open: WebSocket, intervalMs: number): void {
  let isAlive = true;
  const timer = setInterval(() => {
    // While the view is behind, nothing is read, not even answers to pings.
    if (!isAlive && !open.isPaused) return open.terminate();
    isAlive = false;
    open.ping();
  }, intervalMs);
  const lives = (): void => void (isAlive = true);
  open.on("pong", lives).on("message", lives);
  open.on("close", () => clearInterval(timer));
}

/** Disconnects a client that reads nothing for this long. */
function endsWhenStuck(open: WebSocket, socket: Upgrade["socket"], ms: number): void {
  if (!("setTimeout" in socket) || typeof socket.setTimeout !== "function") return;
  socket.setTimeout(ms, () => {
    if (open.bufferedAmount > 0) open.terminate();
  });
}
