import { closeOpened, type Settings } from "../conf/index.ts";
import { loggingSettled } from "../logging/index.ts";
import { endsWithReason } from "../mistakes/index.ts";
import { compileLess } from "../platform/index.ts";
import type { Application, NodeListener, UpgradeListener } from "./application.ts";
import { openAll } from "./socket/bind.ts";
import { drain } from "./socket/drain.ts";
import { bindsOf, type Places } from "./places.ts";
import { servingLog } from "./watch/serving-log.ts";
import { logAsServer } from "./watch/set-up-logging.ts";
import { Site, type HandedOver, type SiteDoor } from "./site.ts";

export interface ServeOptions extends Places {
  /** Answers connections that another process accepts, instead of listening. */
  readonly connections?: HandedOver;
  /** Stops the server. Default: Ctrl-C and SIGTERM. */
  readonly signal?: AbortSignal;
  /**
   * Whether to close databases and caches after stopping and to end the process a second later, whatever else
   * is running. It also compiles in a way that takes less memory. Default: true without a `signal`.
   */
  readonly endsProcess?: boolean;
  /** Answers requests. Default: the application's listener for node:http. */
  readonly listener?: NodeListener;
  /** Whether to log each request as `mkweb.access`. Default `false`. */
  readonly accessLog?: boolean;
  /** Serves WebSockets. Default: the application's listener for them. */
  readonly upgradeListener?: UpgradeListener;
  /** Called when no new connections are accepted any more, while the last requests are still running. */
  readonly onStopping?: () => void;
  /** How long requests may continue after the server is told to stop, in ms. Default: SHUTDOWN_TIMEOUT. */
  readonly gracePeriodMs?: number;
}

/** A server that is listening. */
export interface Serving {
  /** The port of the first address; 0 for a Unix socket. */
  readonly port: number;
  /** `http://127.0.0.1:8000/`, or `unix:/run/site.sock`: the first of {@link addresses}. */
  readonly url: string;
  /** All addresses it listens on, in the order of `binds`. */
  readonly addresses: readonly string[];
  /** Aborted once it is told to stop; also available as `request.draining`. */
  readonly draining: AbortSignal;
  /** Resolves when all connections are closed. */
  readonly closed: Promise<void>;
  /** Accepts no more connections, finishes running requests and resolves like `closed`. */
  close(): Promise<void>;
}

/** Implements the function of the same name in door.ts. */
export function serve(application: Application, options: ServeOptions = {}): Promise<Serving> {
  const { SETTINGS_MODULE, BASE_DIR } = application.settings;
  return endsWithReason(new URL(SETTINGS_MODULE, BASE_DIR), listenAndServe(application, options));
}

async function listenAndServe(application: Application, options: ServeOptions): Promise<Serving> {
  const { settings } = application;
  const endsProcess = options.endsProcess ?? !options.signal;
  const gracePeriodMs = options.gracePeriodMs ?? settings.SHUTDOWN_TIMEOUT * 1000;
  const endLog = options.listener ? undefined : await logAsServer(settings);
  const watchers = [servingLog(settings, { access: options.accessLog ?? false })];
  const listener = options.listener ?? application.createListener({ watchers });
  const upgrade = options.upgradeListener ?? application.createUpgradeListener({ watchers });
  const stopping = new AbortController();
  const draining = stopping.signal;
  const site = new Site(settings, { listener, upgrade, draining });
  const doors = options.connections
    ? [site.take(options.connections)]
    : await openAll(bindsOf(options), (bind) => site.listen(bind));
  if (endsProcess) compileLessAfterFirst(doors);
  const closed = Promise.all(doors.map((door) => door.closed)).then(() => {});
  const close = (): Promise<void> => {
    if (!draining.aborted) {
      stopping.abort();
      const drained = doors.map((door) => drain(door, gracePeriodMs));
      void Promise.all(drained).then(() => {
        // Not earlier: each client would open a new connection, to a server that is waiting for none.
        site.sayLast();
        options.onStopping?.();
      });
    }
    return closed;
  };
  const detach = options.signal ? onAbort(options.signal, close) : onSignals(close);
  void closed.then(detach).then(endLog);
  void closed.then(() => application.ended());
  const addresses = doors.map((door) => door.address).filter((address) => address !== "");
  const [first] = doors;
  const url = first?.address ?? "";
  const serving = {
    port: first?.port ?? 0,
    url,
    addresses,
    draining,
    closed,
    close,
  };
  if (!options.signal) {
    console.error(`Serving on ${addresses.join(", ")} (stop with CONTROL-C)`);
  }
  if (endsProcess) void closed.then(() => endProcess(settings));
  return serving;
}

/** Waits for the first answer, which is faster with all compilers. */
function compileLessAfterFirst(doors: readonly SiteDoor[]): void {
  for (const { server } of doors) {
    server.once("request", (_message, response) => response.once("close", compileLess));
  }
}

/** After the last request, open connections and stuck views would keep the process alive. */
async function endProcess(settings: Settings): Promise<void> {
  setTimeout(() => process.exit(), LAST_MS).unref();
  await Promise.allSettled([closeOpened(settings), loggingSettled()]);
}

/** How long other work may continue after the last connection. */
const LAST_MS = 1000;

function onAbort(signal: AbortSignal, close: () => void): () => void {
  if (signal.aborted) close();
  signal.addEventListener("abort", close);
  return () => signal.removeEventListener("abort", close);
}

/** The first signal stops gracefully; the second, without a listener, ends the process. */
function onSignals(close: () => void): () => void {
  process.once("SIGINT", close).once("SIGTERM", close);
  return () => process.off("SIGINT", close).off("SIGTERM", close);
}
