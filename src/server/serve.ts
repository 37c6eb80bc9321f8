import { once } from "node:events";
import type { Server, ServerOptions, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { closeCaches } from "../cache/index.ts";
import type { Settings } from "../conf/index.ts";
import { closeConnections } from "../connections/index.ts";
import { MkwebError } from "../errors.ts";
import type { ServedMessage } from "../http/index.ts";
import { getLogger, loggingSettled } from "../logging/index.ts";
import { endsWithReason } from "../mistakes/index.ts";
import {
  wantsUpgrade,
  type Application,
  type NodeListener,
  type UpgradeListener,
} from "./application.ts";
import { servingLog } from "./serving-log.ts";
import { logAsServer } from "./set-up-logging.ts";

// Not imported, as in the room of http: that would load all of fetch.
const {
  createServer,
  IncomingMessage: NodeMessage,
  ServerResponse: NodeResponse,
} = process.getBuiltinModule("node:http");

export interface ServeOptions {
  /** Default: HOST of the environment, or `127.0.0.1`. */
  readonly host?: string;
  /** 0 takes any free one. Default: PORT of the environment, or 8000. */
  readonly port?: number;
  /** Stops the server. Default: Ctrl-C and SIGTERM do. */
  readonly signal?: AbortSignal;
  /** What answers. Default: the application's listener for node:http. */
  readonly listener?: NodeListener;
  /** Whether each request is told to the logger `mkweb.access`. Default `false`. */
  readonly accessLog?: boolean;
  /** What serves WebSockets. Default: the application's listener for them. */
  readonly upgradeListener?: UpgradeListener;
  /** Called when no new connection is taken any more, while the last requests are answered. */
  readonly onStopping?: () => void;
  /** How long requests may take to finish once the server is to stop, in ms. Default: SHUTDOWN_TIMEOUT. */
  readonly gracePeriodMs?: number;
}

/** A server that is listening. */
export interface Serving {
  readonly port: number;
  /** `http://127.0.0.1:8000/` */
  readonly url: string;
  /** Aborted once it is told to stop; `request.draining` of what it took is the same. */
  readonly draining: AbortSignal;
  /** Resolves when every connection is closed. */
  readonly closed: Promise<void>;
  /** Takes no new connection, finishes the requests under way and resolves as `closed` does. */
  close(): Promise<void>;
}

/** What the door's function of this name says. */
export function serve(application: Application, options: ServeOptions = {}): Promise<Serving> {
  const { SETTINGS_MODULE, BASE_DIR } = application.settings;
  return endsWithReason(new URL(SETTINGS_MODULE, BASE_DIR), listenAndServe(application, options));
}

async function listenAndServe(application: Application, options: ServeOptions): Promise<Serving> {
  const { env } = process;
  const host = options.host ?? env["HOST"] ?? "127.0.0.1";
  const port = options.port ?? readPort(env["PORT"]);
  const { settings } = application;
  const endLog = options.listener ? undefined : await logAsServer(settings);
  const watchers = [servingLog(settings, { access: options.accessLog ?? false })];
  const listener = options.listener ?? application.createListener({ watchers });
  const stopping = new AbortController();
  const draining = stopping.signal;

  /** Classes of this server's own, so that all its requests and responses can be told when it stops. */
  class OwnMessage extends NodeMessage {}
  class OwnResponse extends NodeResponse {}
  Object.assign(OwnMessage.prototype, { draining } satisfies Pick<ServedMessage, "draining">);

  const server = createServer(
    { ...serverOptions(settings), IncomingMessage: OwnMessage, ServerResponse: OwnResponse },
    listener,
  );
  server.on("upgrade", options.upgradeListener ?? application.createUpgradeListener({ watchers }));
  const sockets = trackSockets(server);
  await listen(server, host, port);
  // One connection that could not be taken, for want of descriptors say, is no reason to end all others.
  const log = getLogger("mkweb.server");
  server.on("error", (error) => log.error("A connection failed", { error }));
  const closed = once(server, "close").then(() => {});
  const close = (): Promise<void> => {
    if (!draining.aborted) {
      stopping.abort();
      sayLast(OwnResponse.prototype);
      stop(server, sockets, options.gracePeriodMs ?? settings.SHUTDOWN_TIMEOUT * 1000);
      options.onStopping?.();
    }
    return closed;
  };
  const detach = options.signal ? onAbort(options.signal, close) : onSignals(close);
  void closed.then(detach).then(endLog);
  void closed.then(() => application.ended());
  const bound = portOf(server);
  const name = host.includes(":") ? `[${host}]` : host;
  const serving = { port: bound, url: `http://${name}:${bound}/`, draining, closed, close };
  if (!options.signal) {
    console.error(`Serving on ${serving.url} (stop with CONTROL-C)`);
    void closed.then(() => endProcess(settings));
  }
  return serving;
}

/** With nobody left to serve, what keeps connections open would keep the process alive, and so would a stuck view. */
async function endProcess(settings: Settings): Promise<void> {
  setTimeout(() => process.exit(), LAST_MS).unref();
  await Promise.allSettled([closeCaches(settings), closeConnections(settings), loggingSettled()]);
}

/** How long what still runs after the last connection may go on. */
const LAST_MS = 1000;

/** What is answered from now on, says that it is the last on its connection. */
function sayLast(responses: object): void {
  // oxlint-disable-next-line typescript/unbound-method -- it gets its `this` below
  const { writeHead } = NodeResponse.prototype;
  Object.defineProperty(responses, "writeHead", {
    value(this: ServerResponse, ...head: readonly unknown[]): unknown {
      this.shouldKeepAlive = false;
      return Reflect.apply(writeHead, this, head);
    },
  });
}

function serverOptions(settings: Settings): ServerOptions & {
  readonly optimizeEmptyRequests: boolean;
  readonly shouldUpgradeCallback: typeof wantsUpgrade;
} {
  const headersTimeout = settings.REQUEST_HEADERS_TIMEOUT * 1000;
  const requestTimeout = settings.REQUEST_TIMEOUT * 1000;
  return {
    keepAliveTimeout: settings.KEEP_ALIVE_TIMEOUT * 1000,
    // Node refuses headers that may take longer than the request.
    headersTimeout: Math.min(headersTimeout, requestTimeout),
    requestTimeout,
    // Node looks for connections to give up only now and then: by itself, every 30 seconds.
    connectionsCheckingInterval: Math.min(headersTimeout, 30_000) / 2,
    // A request without a body is no stream that has to end: an eighth of what a small answer costs.
    // Node 24.12 and later know it, others ignore it.
    optimizeEmptyRequests: true,
    // Or every wish for another protocol, h2c say, would end what the connection is. Node 24.9 and later ask.
    shouldUpgradeCallback: wantsUpgrade,
  };
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen({ host, port });
  try {
    await once(server, "listening");
  } catch (cause) {
    throw listenError(host, port, cause);
  }
}

function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  return sockets;
}

function stop(server: Server, sockets: ReadonlySet<Socket>, gracePeriodMs: number): void {
  server.close();
  server.closeIdleConnections();
  // Browsers open connections in advance; to Node those that never said a word are not idle.
  for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  const end = setTimeout(() => {
    server.closeAllConnections();
    // Node has let go of those that speak another protocol.
    for (const socket of sockets) socket.destroy();
  }, gracePeriodMs).unref();
  // What began before says that its connection stays open, and then is idle.
  const idle = setInterval(() => server.closeIdleConnections(), 50).unref();
  server.once("close", () => {
    clearTimeout(end);
    clearInterval(idle);
  });
}

function onAbort(signal: AbortSignal, close: () => void): () => void {
  if (signal.aborted) close();
  signal.addEventListener("abort", close);
  return () => signal.removeEventListener("abort", close);
}

/** The first signal asks; the second, with nobody listening any more, ends the process. */
function onSignals(close: () => void): () => void {
  process.once("SIGINT", close).once("SIGTERM", close);
  return () => process.off("SIGINT", close).off("SIGTERM", close);
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function readPort(text = "8000"): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new MkwebError("MKWEB_CANNOT_LISTEN", `PORT is no port number: ${JSON.stringify(text)}.`, {
    hint: "Set PORT to a number from 0 to 65535.",
  });
}

function listenError(host: string, port: number, cause: unknown): unknown {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "EADDRINUSE") {
    return new MkwebError("MKWEB_PORT_IN_USE", `That port is already in use: ${host}:${port}.`, {
      hint: `Stop the other server, or choose another port: ${port + 1}.`,
      cause,
    });
  }
  const reasons: Readonly<Record<string, string>> = {
    EACCES: "You don't have permission to access that port.",
    EADDRNOTAVAIL: "That IP address can't be assigned to.",
    ENOTFOUND: "That host name is not known.",
  };
  const reason = typeof code === "string" ? reasons[code] : undefined;
  if (reason === undefined) return cause;
  return new MkwebError("MKWEB_CANNOT_LISTEN", `${reason} (${host}:${port})`, {
    hint: "Choose another address or port.",
    cause,
  });
}
