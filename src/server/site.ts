import type { Server, ServerOptions } from "node:http";
import type { Socket } from "node:net";
import type { Settings } from "../conf/index.ts";
import type { ServedMessage } from "../http/index.ts";
import { getLogger } from "../logging/index.ts";
import type { NodeListener, UpgradeListener } from "./application.ts";
import { addressOf, listenOn, portOf, type Bind } from "./socket/bind.ts";
import { quiet, sayLast, trackSockets, whenClosed, type Door } from "./socket/drain.ts";
import { wantsUpgrade } from "./socket/wants-upgrade.ts";

// Not imported, as in the room of http: that would load all of fetch.
const {
  createServer,
  IncomingMessage: NodeMessage,
  ServerResponse: NodeResponse,
} = process.getBuiltinModule("node:http");

/** Connections that another process accepts. */
export interface HandedOver {
  /** Calls `take` with each from now on. @returns Ends that. */
  (take: (socket: Socket) => void): () => void;
}

/** A server at one of the places. */
export interface SiteDoor extends Door {
  /** Empty where connections are handed over. */
  readonly address: string;
  /** 0 for what has none. */
  readonly port: number;
}

export interface Answering {
  readonly listener: NodeListener;
  readonly upgrade: UpgradeListener;
  /** Aborted once the server is told to stop. */
  readonly draining: AbortSignal;
}

/** What the servers at all places of one site have in common. */
export class Site {
  readonly #createServer: () => Server;
  readonly #responses: object;

  constructor(settings: Settings, { listener, upgrade, draining }: Answering) {
    // Classes of their own, so that all requests and responses can be told when they stop.
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
    // One connection that could not be taken, for want of descriptors say, is no reason to end all others.
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

  /** Answers what another process has accepted. */
  take(connections: HandedOver): SiteDoor {
    const { server, sockets } = this.#create();
    // From then on Node looks for clients that take too long with their headers.
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

  /** Has each response from now on say that it is the last on its connection. */
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
