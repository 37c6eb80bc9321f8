import type { Server, ServerOptions } from "node:http";
import type { Socket } from "node:net";
import type { Settings } from "../conf/index.ts";
import type { ServedMessage } from "../http/index.ts";
import { getLogger } from "../logging/index.ts";
import type { NodeListener, UpgradeListener } from "./application.ts";
import { addressOf, listenOn, portOf, type Bind } from "./socket/bind.ts";
import { quiet, sayLast, trackSockets, whenClosed, type Door } from "./socket/drain.ts";
import { wantsUpgrade } from "./socket/wants-upgrade.ts";

// Not a static import, which would load all of fetch.
const {
  createServer,
  IncomingMessage: NodeMessage,
  ServerResponse: NodeResponse,
} = process.getBuiltinModule("node:http");

/** Connections that another process accepts. */
export interface HandedOver {
  /** Calls `take` with each from now on. @returns Stops it. */
  (take: (socket: Socket) => void): () => void;
}

/** A server at one address. */
export interface SiteDoor extends Door {
  /** Empty for handed-over connections. */
  readonly address: string;
  /** 0 if there is none. */
  readonly port: number;
}

export interface Answering {
  readonly listener: NodeListener;
  readonly upgrade: UpgradeListener;
  /** Aborted once the server is told to stop. */
  readonly draining: AbortSignal;
}

/** The shared state of a site's servers. */
export class Site {
  readonly #createServer: () => Server;
  readonly #responses: object;

  constructor(settings: Settings, { listener, upgrade, draining }: Answering) {
    // Own classes, so that all requests and responses can be notified of the stop.
    class OwnMessage extends NodeMessage {}
    class OwnResponse extends NodeResponse {}
    Object.assign(OwnMessage.prototype, { draining } satisfies Pick<ServedMessage, "draining">);
    const classes = { IncomingMessage: OwnMessage, ServerResponse: OwnResponse };
    const options = { ...serverOptions(settings), ...classes };
    this.#createServer = () => createServer(options, listener).on("upgrade", upgrade);
    this.#responses = OwnResponse.prototype;
  }

  /** @throws {MkwebError} `MKWEB_PORT_IN_USE`, `MKWEB_CANNOT_LISTEN`. */
  async listen(bind: Bind): Promise<SiteDoor> {
    const { server, sockets } = this.#create();
    await listenOn(server, bind);
    // Failing to accept one connection, for example for lack of descriptors, must not end all others.
    const log = getLogger("mkweb.server");
    server.on("error", (error) => log.error("A connection failed", { error }));
    return {
      server,
      sockets,
      address: addressOf(server, bind),
      port: portOf(server),
      comeNoMore: () => quiet(server),
      closed: whenClosed(server, sockets),
    };
  }

  /** Answers connections that another process has accepted. */
  take(connections: HandedOver): SiteDoor {
    const { server, sockets } = this.#create();
    // This event makes Node check for clients that take too long to send headers.
    server.emit("listening");
    const end = connections((socket) => server.emit("connection", socket));
    return {
      server,
      sockets,
      address: "",
      port: 0,
      comeNoMore: async () => end(),
      closed: whenClosed(server, sockets),
    };
  }

  /** Marks each response from now on as the last on its connection. */
  sayLast(): void {
    sayLast(this.#responses, NodeResponse.prototype);
  }

  #create() {
    const server = this.#createServer();
    return { server, sockets: trackSockets(server) };
  }
}

function serverOptions(settings: Settings): ServerOptions & {
  readonly optimizeEmptyRequests: boolean;
  readonly shouldUpgradeCallback: typeof wantsUpgrade;
} {
  const headersTimeout = settings.REQUEST_HEADERS_TIMEOUT * 1000;
  const requestTimeout = settings.REQUEST_TIMEOUT * 1000;
  return {
    keepAliveTimeout: settings.KEEP_ALIVE_TIMEOUT * 1000,
    // Node refuses a headers timeout longer than the request timeout.
    headersTimeout: Math.min(headersTimeout, requestTimeout),
    requestTimeout,
    // Node checks timeouts only periodically: by default every 30 seconds.
    connectionsCheckingInterval: Math.min(headersTimeout, 30_000) / 2,
    // A request without a body then is not a stream that has to end, which saves an eighth of a small
    // answer's cost. Supported by Node 24.12 and later; others ignore it.
    optimizeEmptyRequests: true,
    // Otherwise every upgrade request, for example to h2c, would end the connection. Supported by Node 24.9
    // and later.
    shouldUpgradeCallback: wantsUpgrade,
  };
}
