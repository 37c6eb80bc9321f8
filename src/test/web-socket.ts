import { duplexPair, type Duplex } from "node:stream";
import type { RequestSource } from "../http/index.ts";
import type { Application } from "../server/index.ts";
import type { WebSocketConnection } from "../streams/index.ts";

export interface OpenOptions {
  readonly protocols: readonly string[];
  /** Receives each Set-Cookie of the answer. */
  readonly cookies: (header: string) => void;
}

/** Opens a WebSocket of an application through node:http, without a port. */
export async function openWebSocket(
  { nodeListener, upgradeListener }: Application,
  source: RequestSource,
  { protocols, cookies }: OpenOptions,
): Promise<WebSocketConnection> {
  const { createServer } = await import("node:http");
  const { connectWebSocket } = await import("../streams/index.ts");
  const [connection, serverSide] = duplexPair();
  const server = createServer(nodeListener).on("upgrade", upgradeListener);
  server.emit("connection", asSocket(serverSide, source));
  const headers = Object.fromEntries(source.headers());
  return connectWebSocket({ target: source.target, headers, protocols, connection, cookies });
}

/** Members of a socket that requests read; an in-memory pair has none of them. */
function asSocket(stream: Duplex, { encrypted, remoteAddress, serverPort }: RequestSource): Duplex {
  return Object.assign(stream, {
    encrypted,
    remoteAddress,
    localPort: Number(serverPort),
    setTimeout: () => stream,
  });
}
