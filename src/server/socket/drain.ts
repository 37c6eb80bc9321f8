import type { Server, ServerResponse } from "node:http";
import type { Server as NetServer, Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** How long no connection may have come before none is taken any more, and how long that is waited for, in ms. */
const QUIET_MS = 10;
const LONGEST_QUIET_MS = 250;
/** How long a connection without a request stays open, for one that is on its way, in ms. */
const IDLE_MS = 1000;
/** How often is looked for connections that have nothing to do any more, in ms. */
const LOOK_MS = 50;

/** Notes the connections of a server from now on. */
export function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  return sockets;
}

/** What is ended by {@link drain}. */
export interface Door {
  readonly server: Server;
  /** Its connections, as {@link trackSockets} gives them. */
  readonly sockets: ReadonlySet<Socket>;
  /** Resolves when no connection comes any more; none that waits is left behind. */
  readonly comeNoMore: () => Promise<void>;
  /** Resolves when the server is closed and its last connection as well. */
  readonly closed: Promise<void>;
}

/**
 * Ends a server in three steps, so that no request is lost that HTTP lets be answered: connections that wait to
 * be taken are taken, then no new ones; those without a request are closed a moment later, for a client may have
 * sent one meanwhile; and at the end of the grace period all are.
 *
 * @returns Once no new connection is taken.
 */
export async function drain(
  { server, sockets, comeNoMore, closed }: Door,
  gracePeriodMs: number,
): Promise<void> {
  const end = setTimeout(() => destroyAll(server, sockets), gracePeriodMs);
  void closed.then(() => clearTimeout(end));
  await comeNoMore();
  // Node's close also ends, at once, what has no request right now.
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

/** Waits until no connection has come for a moment: those the system has taken would be lost with their socket. */
export async function quiet(server: NetServer): Promise<void> {
  const latest = performance.now() + LONGEST_QUIET_MS;
  let last = performance.now();
  const came = (): void => void (last = performance.now());
  server.on("connection", came);
  do await wait(QUIET_MS);
  while (performance.now() - last < QUIET_MS && performance.now() < latest);
  server.off("connection", came);
}

/** Resolves when the server has closed, and its last connection too, whoever has accepted that. */
export async function whenClosed(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  await closeOf(server);
  for (const socket of sockets) await closeOf(socket);
}

/** Not by `once` of Node, which gives up at the first error. */
function closeOf(what: NetServer | Socket): Promise<void> {
  return new Promise((resolve) => void what.once("close", () => resolve()));
}

function closeUnused(closeIdle: () => void, sockets: ReadonlySet<Socket>): void {
  closeIdle();
  // Browsers open connections in advance; to Node those that never said a word are not idle.
  for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
}

/** Node forgets the connections that became sockets of another protocol. */
function destroyAll(server: Server, sockets: ReadonlySet<Socket>): void {
  server.closeAllConnections();
  for (const socket of sockets) socket.destroy();
}

/**
 * Has responses say that they are the last on their connection.
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
