import { once } from "node:events";
import type { Server, ServerOptions } from "node:http";
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
import { addressOf, listenOn, portOf, probe, type Bind } from "./bind.ts";
import { drain, sayLast, trackSockets } from "./drain.ts";
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
  /** Where to listen instead of `host` and `port`: any number of addresses, Unix sockets and inherited descriptors. */
  readonly binds?: readonly Bind[];
  /** Stops the server. Default: Ctrl-C and SIGTERM do. */
  readonly signal?: AbortSignal;
  /**
   * Whether databases and caches are closed once it has stopped, and the process ends a second later, whatever else
   * goes on in it. Default: without a `signal`.
   */
  readonly endsProcess?: boolean;
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

/** Where a server listens. */
export type Places = Pick<ServeOptions, "host" | "port" | "binds">;

/** A server that is listening. */
export interface Serving {
  /** The port of the first address; 0 for a Unix socket. */
  readonly port: number;
  /** `http://127.0.0.1:8000/`, or `unix:/run/site.sock`: the first of {@link addresses}. */
  readonly url: string;
  /** Everything that is listened on, in the order of `binds`. */
  readonly addresses: readonly string[];
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
  const { settings } = application;
  const gracePeriodMs = options.gracePeriodMs ?? settings.SHUTDOWN_TIMEOUT * 1000;
  const endLog = options.listener ? undefined : await logAsServer(settings);
  const watchers = [servingLog(settings, { access: options.accessLog ?? false })];
  const listener = options.listener ?? application.createListener({ watchers });
  const upgrade = options.upgradeListener ?? application.createUpgradeListener({ watchers });
  const binds = bindsOf(options);
  const stopping = new AbortController();
  const draining = stopping.signal;
  const site = openSite(settings, { listener, upgrade, draining });
  const opened = await Promise.allSettled(binds.map(async (bind) => site.listen(bind)));
  const doors = opened.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const failed = opened.find((each) => each.status === "rejected");
  if (failed) {
    for (const { server } of doors) server.close();
    throw failed.reason;
  }
  const closed = Promise.all(doors.map((door) => door.closed)).then(() => {});
  const close = (): Promise<void> => {
    if (!draining.aborted) {
      stopping.abort();
      site.sayLast();
      const drained = doors.map(({ server, sockets }) => drain(server, sockets, gracePeriodMs));
      void Promise.all(drained).then(() => options.onStopping?.());
    }
    return closed;
  };
  const detach = options.signal ? onAbort(options.signal, close) : onSignals(close);
  void closed.then(detach).then(endLog);
  void closed.then(() => application.ended());
  const addresses = doors.map((door) => door.address);
  const [first] = doors;
  const url = first?.address ?? "";
  const serving = {
    port: first ? portOf(first.server) : 0,
    url,
    addresses,
    draining,
    closed,
    close,
  };
  if (!options.signal) {
    console.error(`Serving on ${addresses.join(", ")} (stop with CONTROL-C)`);
  }
  if (options.endsProcess ?? !options.signal) void closed.then(() => endProcess(settings));
  return serving;
}

interface Door {
  readonly server: Server;
  readonly sockets: ReturnType<typeof trackSockets>;
  readonly address: string;
  readonly closed: Promise<unknown>;
}

interface Answering {
  readonly listener: NodeListener;
  readonly upgrade: UpgradeListener;
  readonly draining: AbortSignal;
}

/** What the servers at all addresses have in common. */
function openSite(settings: Settings, { listener, upgrade, draining }: Answering) {
  // Classes of their own, so that all requests and responses can be told when they stop.
  class OwnMessage extends NodeMessage {}
  class OwnResponse extends NodeResponse {}
  Object.assign(OwnMessage.prototype, { draining } satisfies Pick<ServedMessage, "draining">);
  const log = getLogger("mkweb.server");
  const classes = { IncomingMessage: OwnMessage, ServerResponse: OwnResponse };
  return {
    sayLast: () => sayLast(OwnResponse.prototype, NodeResponse.prototype),
    async listen(bind: Bind): Promise<Door> {
      const server = createServer({ ...serverOptions(settings), ...classes }, listener);
      server.on("upgrade", upgrade);
      const sockets = trackSockets(server);
      await listenOn(server, bind);
      // One connection that could not be taken, for want of descriptors say, is no reason to end all others.
      server.on("error", (error) => log.error("A connection failed", { error }));
      return { server, sockets, address: addressOf(server, bind), closed: once(server, "close") };
    },
  };
}

/** With nobody left to serve, what keeps connections open would keep the process alive, and so would a stuck view. */
async function endProcess(settings: Settings): Promise<void> {
  setTimeout(() => process.exit(), LAST_MS).unref();
  await Promise.allSettled([closeCaches(settings), closeConnections(settings), loggingSettled()]);
}

/** How long what still runs after the last connection may go on. */
const LAST_MS = 1000;

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

/** What the door's function of this name says. */
export async function reserve(options: Places = {}): Promise<readonly Bind[]> {
  const binds: Bind[] = [];
  for (const bind of bindsOf(options)) binds.push(await probe(bind));
  return binds;
}

function bindsOf({ host, port, binds }: Places): readonly Bind[] {
  const { env } = process;
  return (
    binds ?? [{ host: host ?? env["HOST"] ?? "127.0.0.1", port: port ?? readPort(env["PORT"]) }]
  );
}

function readPort(text = "8000"): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new MkwebError("MKWEB_CANNOT_LISTEN", `PORT is no port number: ${JSON.stringify(text)}.`, {
    hint: "Set PORT to a number from 0 to 65535.",
  });
}
