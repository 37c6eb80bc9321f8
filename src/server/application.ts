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
  /** Whether to log errors. Default `true`; `false` for an observer that shows them itself. */
  readonly logErrors?: boolean;
  /** Whether to log each request through `fetch` as `mkweb.access`. Default `false`. */
  readonly accessLog?: boolean;
  /**
   * `false` disables serving static files. Default: by DEBUG and SERVE_STATIC, if `mkweb/staticfiles` is
   * installed.
   */
  readonly staticFiles?: boolean;
}

/** What a fetch platform knows about a client. */
export interface FetchClient {
  /** An IPv4 or IPv6 address. */
  readonly remoteAddress?: string;
}

/** A whole site: converts requests to responses. */
export interface Application {
  readonly settings: Settings;
  readonly apps: readonly App[];
  readonly engine: Engine;
  /** Listener for node:http: `createServer(application.nodeListener)`. */
  readonly nodeListener: NodeListener;
  /**
   * Listener for WebSockets: `server.on("upgrade", application.upgradeListener)`. Give `createServer` a
   * `shouldUpgradeCallback` that accepts only `websocket`, so that other upgrade requests go to
   * `nodeListener`.
   */
  readonly upgradeListener: UpgradeListener;
  /**
   * Handler for all platforms with the fetch API.
   *
   * @param client The client according to the platform; its `remoteAddress` becomes REMOTE_ADDR. Without it
   *   the address is empty, and no client counts as local: not for INTERNAL_IPS, nor for the pages of
   *   `mkweb/health`.
   */
  readonly fetch: (request: Request, client?: FetchClient) => Promise<Response>;
  /** Creates a node:http listener with its own observer, in addition to the application's. */
  createListener(observer: ListenerObserver): NodeListener;
  /** Like {@link createListener}, for WebSockets. */
  createUpgradeListener(observer: ListenerObserver): UpgradeListener;
  /** @internal Called by a server after its last request. */
  ended(): void;
  /** Answers one request from any source; never rejects. The caller closes the response after sending it. */
  handle(request: HttpRequest): Promise<HttpResponseBase>;
}

export type NodeListener = (request: IncomingMessage, response: ServerResponse) => void;
export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Implements the function of the same name in door.ts. */
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
