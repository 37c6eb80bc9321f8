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
  /** Answers connections that another process accepts, and listens nowhere. */
  readonly connections?: HandedOver;
  /** Stops the server. Default: Ctrl-C and SIGTERM do. */
  readonly signal?: AbortSignal;
  /**
   * Whether databases and caches are closed once it has stopped, and the process ends a second later, whatever else
   * goes on in it. It also compiles in a way that takes less memory. Default: without a `signal`.
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

/**
 * What the door's function of this name says.
 *
 * @example
 * const application = await getApplication(new URL("./settings.ts", import.meta.url));
 * await serve(application);
 */
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
        // Not before: each would come again, by a new connection, to a server that waits for none to come.
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

/** The first answer is waited for; it is there sooner with all compilers. */
function compileLessAfterFirst(doors: readonly SiteDoor[]): void {
  for (const { server } of doors) {
    server.once("request", (_message, response) => response.once("close", compileLess));
  }
}

/** With nobody left to serve, what keeps connections open would keep the process alive, and so would a stuck view. */
async function endProcess(settings: Settings): Promise<void> {
  setTimeout(() => process.exit(), LAST_MS).unref();
  await Promise.allSettled([closeOpened(settings), loggingSettled()]);
}

/** How long what still runs after the last connection may go on. */
const LAST_MS = 1000;

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
