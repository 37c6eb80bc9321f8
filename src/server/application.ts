import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { env, findProjectRoot, loadSettings, type App, type Settings } from "../conf/index.ts";
import type { HttpRequest, HttpResponseBase } from "../http/index.ts";
import { endsWithReason } from "../mistakes/index.ts";
import type { Engine } from "../templates/index.ts";
import { buildLayers } from "./answer/layers.ts";
import { ProjectApplication } from "./project-application.ts";
import { loadProject } from "./project.ts";
import { fetchWatcher } from "./watch/fetch-watching.ts";
import { harmless, reportTo, type ListenerObserver, type Observer } from "./watch/observer.ts";

declare module "../http/index.ts" {
  interface ProjectSettings extends Settings {}
}

export interface ApplicationOptions extends Observer {
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
  /** Whether the log is told of errors. Default `true`; `false` for an observer that shows them itself. */
  readonly logErrors?: boolean;
  /** Whether each request through `fetch` is told to the logger `mkweb.access`. Default `false`. */
  readonly accessLog?: boolean;
  /** `false` keeps static files from being served. Default: as DEBUG and SERVE_STATIC say, if `mkweb/staticfiles` is installed. */
  readonly staticFiles?: boolean;
}

/** What a platform that speaks fetch knows of a client. */
export interface FetchClient {
  /** An address of IPv4 or IPv6. */
  readonly remoteAddress?: string;
}

/** A whole site: what turns requests into responses. */
export interface Application {
  readonly settings: Settings;
  readonly apps: readonly App[];
  readonly engine: Engine;
  /** The door for node:http: `createServer(application.nodeListener)`. */
  readonly nodeListener: NodeListener;
  /**
   * The door for WebSockets: `server.on("upgrade", application.upgradeListener)`. Give `createServer` a
   * `shouldUpgradeCallback` that wants `websocket` alone, and other wishes of clients are left to `nodeListener`.
   */
  readonly upgradeListener: UpgradeListener;
  /**
   * The door for everything that speaks fetch.
   *
   * @param client Whom the platform takes the request from; its `remoteAddress` becomes REMOTE_ADDR. Without one it is
   *   empty, and nobody counts as this machine: not for INTERNAL_IPS, nor for the pages of `mkweb/health`.
   */
  readonly fetch: (request: Request, client?: FetchClient) => Promise<Response>;
  /** A door for node:http that tells an observer of its own, besides the application's. */
  createListener(observer: ListenerObserver): NodeListener;
  /** As {@link createListener}, for WebSockets. */
  createUpgradeListener(observer: ListenerObserver): UpgradeListener;
  /** @internal Called by a server that has answered its last request. */
  ended(): void;
  /** Answers one request from anywhere; never rejects. Whoever sends the response closes it. */
  handle(request: HttpRequest): Promise<HttpResponseBase>;
}

export type NodeListener = (request: IncomingMessage, response: ServerResponse) => void;
export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/**
 * What the door's function of this name says.
 *
 * @example
 * const application = await getApplication(new URL("./settings.ts", import.meta.url));
 * await serve(application);
 */
export function getApplication(
  settings: Settings | URL,
  options: ApplicationOptions = {},
): Promise<Application> {
  const work = putTogether(settings, options);
  return settings instanceof URL ? endsWithReason(settings, work) : work;
}

async function putTogether(
  settings: Settings | URL,
  options: ApplicationOptions,
): Promise<Application> {
  const loaded = settings instanceof URL ? await loadChosen(settings) : settings;
  if (loaded.DEBUG) Error.stackTraceLimit = Math.max(Error.stackTraceLimit, 30);
  const { now = Date.now, staticFiles = true, accessLog = false, onResponse } = options;
  const { apps, urlconf, engine } = await loadProject(loaded, now);
  const report = reportTo(options);
  const layers = { settings: loaded, apps, urlconf, now, staticFiles, report };
  const { respond, health } = await buildLayers(layers);
  return new ProjectApplication({
    settings: loaded,
    apps,
    engine,
    respond,
    watchers: health?.metrics ? [health.metrics] : [],
    watchFetch: () => fetchWatcher(loaded, { access: accessLog }),
    onEnded: () => health?.end(),
    now,
    onResponse: onResponse && harmless(onResponse),
    onError: report,
  });
}

function loadChosen(file: URL): Promise<Settings> {
  const root = findProjectRoot(file);
  const own = decodeURIComponent(file.href.slice(root.href.length));
  return loadSettings(env("MKWEB_SETTINGS_MODULE", own), root);
}
