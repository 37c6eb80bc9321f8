import type { Server, ServerResponse } from "node:http";
import type { Server as NetServer, Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** Time in ms without new connections before accepting stops. */
const QUIET_MS = 10;
const LONGEST_QUIET_MS = 250;
/** How long a connection without a request stays open, as one may be on its way, in ms. */
const IDLE_MS = 1000;
/** How often to look for idle connections, in ms. */
const LOOK_MS = 50;

/** Tracks the connections of a server from now on. */
export function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  return sockets;
}

/** The server and connections that {@link drain} ends. */
export interface Door {
  readonly server: Server;
  /** Its connections, from {@link trackSockets}. */
  readonly sockets: ReadonlySet<Socket>;
  /** Resolves when no more connections arrive; none that waits is lost. */
  readonly comeNoMore: () => Promise<void>;
  /** Resolves when the server and its last connection are closed. */
  readonly closed: Promise<void>;
}

/**
 * Stops a server in three steps, so that no request is lost that HTTP allows to answer. First accepts the
 * waiting connections, then no more. Then closes connections without a request, after a moment in which a
 * client may still send one. At the end of the grace period closes all.
 *
 * @returns Once no new connections are accepted.
 */
export async function drain(
  { server, sockets, comeNoMore, closed }: Door,
  gracePeriodMs: number,
): Promise<void> {
  const end = setTimeout(() => destroyAll(server, sockets), gracePeriodMs);
  void closed.then(() => clearTimeout(end));
  await comeNoMore();
  // Node's close would also end connections without a current request at once.
  const closeIdle = server.closeIdleConnections.bind(server);
  server.closeIdleConnections = () => undefined;
  server.close();
  const begin = setTimeout(
    () => {
      const look = setInterval(() => closeUnused(closeIdle, sockets), LOOK_MS);
      void closed.then(() => clearInterval(look));
      closeUnused(closeIdle, sockets);
    },
    Math.min(IDLE_MS, gracePeriodMs / 10),
  );
  void closed.then(() => clearTimeout(begin));
}

/** Waits until no connection has arrived for a moment: those in the system's queue would be lost with the socket. */
export async function quiet(server: NetServer): Promise<void> {
  const latest = performance.now() + LONGEST_QUIET_MS;
  let last = performance.now();
  const came = (): void => void (last = performance.now());
  server.on("connection", came);
  do await wait(QUIET_MS);
  while (performance.now() - last < QUIET_MS && performance.now() < latest);
  server.off("connection", came);
}

/** Resolves when the server and its last connection have closed, whoever accepted the connection. */
export async function whenClosed(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  await closeOf(server);
  for (const socket of sockets) await closeOf(socket);
}

/** Node's `once` would give up at the first error. */
function closeOf(what: NetServer | Socket): Promise<void> {
  return new Promise((resolve) => void what.once("close", () => resolve()));
}

function closeUnused(closeIdle: () => void, sockets: ReadonlySet<Socket>): void {
  closeIdle();
  // Browsers open connections in advance; Node does not count those that never sent anything as idle.
  for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
}

/** Node does not track connections that switched to another protocol. */
function destroyAll(server: Server, sockets: ReadonlySet<Socket>): void {
  server.closeAllConnections();
  for (const socket of sockets) socket.destroy();
}

/**
 * Makes responses announce that they are the last on their connection.
 *
 * @param responses The prototype of the responses of one server.
 * @param base The prototype it inherits from.
 */
export function sayLast(responses: object, base: ServerResponse): void {
  // oxlint-disable-next-line typescript/unbound-method -- it gets its `this` below
  const { writeHead } = base;
  Object.defineProperty(responses, "writeHead", {
    value(this: ServerResponse, ...head: readonly unknown[]): unknown {
      this.shouldKeepAlive = false;
      return Reflect.apply(writeHead, this, head);
    },
  });
}
