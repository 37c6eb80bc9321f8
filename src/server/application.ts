import { limitConnections } from "../connections/index.ts";
import { openStorages } from "../files/index.ts";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import {
  activateSettings,
  appModuleFile,
  env,
  findProjectRoot,
  loadApps,
  loadSettings,
  type App,
  type Settings,
} from "../conf/index.ts";
import {
  FetchSource,
  HttpRequest,
  HttpResponse,
  NodeSource,
  withinRequest,
  type GetResponse,
  type HttpResponseBase,
  type MaybePromise,
  type RequestSource,
} from "../http/index.ts";
import { activateForms, getDefaultRenderer } from "../forms/index.ts";
import { getLogger } from "../logging/index.ts";
import { endsWithReason } from "../mistakes/index.ts";
import type { Engine } from "../templates/index.ts";
import { isPromise } from "../values/index.ts";
import { announced } from "./answer/announced.ts";
import { buildChain } from "./answer/chain.ts";
import { closeBoth } from "./socket/closing.ts";
import { ErrorResponder, type ErrorListener } from "./answer/error-responder.ts";
import { FetchOutput, fetchWatcher } from "./watch/fetch-watching.ts";
import { toFetchResponse } from "./socket/fetch.ts";
import { withFilesInFront } from "./answer/files-in-front.ts";
import { logRequestError } from "./watch/log.ts";
import { giveUp, sendNode, type SendErrorListener, type SendOptions } from "./socket/node.ts";
import { createEngine } from "./templates.ts";
import { logAsSite } from "./watch/set-up-logging.ts";
import { loadUrlconf } from "./urlconf.ts";
import { healthOf, withHealthInFront } from "./answer/health.ts";
import { limitViews } from "./answer/view-limit.ts";
import { beginWatching, withinAll, type RequestWatcher, type Watched } from "./watch/watching.ts";

declare module "../http/index.ts" {
  interface ProjectSettings extends Settings {}
}

/** Sees what happens to each request; nothing it does changes the answer. */
export interface Observer {
  /**
   * An error that became an error page, with the response's status: 500, or 400 for a refused request. For reporters
   * of errors; the log is told besides.
   */
  readonly onError?: (error: unknown, request: HttpRequest, status: number) => void;
  /** The response, about to be sent. */
  readonly onResponse?: (request: HttpRequest, response: HttpResponseBase) => void;
}

/** Sees what comes through one door. */
export interface ListenerObserver extends Pick<Observer, "onResponse"> {
  /** @internal */
  readonly watchers?: readonly RequestWatcher[];
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
   * The door for WebSockets: `server.on("upgrade", application.upgradeListener)`. Pass {@link wantsUpgrade} to
   * `createServer` as `shouldUpgradeCallback`, and other wishes of clients are left to `nodeListener`.
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

/** Whether a request wants what an {@link UpgradeListener} can give it. */
export function wantsUpgrade({ headers }: Pick<IncomingMessage, "headers">): boolean {
  return headers.upgrade?.toLowerCase() === "websocket";
}

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
  const now = options.now ?? Date.now;
  activateSettings(loaded);
  await logAsSite(loaded);
  limitConnections(loaded);
  const apps = await loadApps(loaded);
  await openStorages(loaded);
  await setUpModels(loaded, apps);
  const urlconf = await loadUrlconf(loaded);
  const engine = await createEngine(loaded, apps, { reverse: urlconf.reverse, now });
  activateForms({
    engine,
    formRenderer: loaded.FORM_RENDERER,
    assumeHttps: loaded.FORMS_URLFIELD_ASSUME_HTTPS,
    now,
  });
  getDefaultRenderer();
  const report = reportTo(options);
  const errors = new ErrorResponder(loaded, urlconf, report);
  const onError = errors.respond.bind(errors);
  const resolve = urlconf.resolve.bind(urlconf);
  const chain = await buildChain({ settings: loaded, now, resolve, onError });
  const limited = limitViews(chain, loaded.VIEW_TIMEOUT, onError);
  const { staticFiles = true } = options;
  const respond = await withFilesInFront(limited, {
    settings: loaded,
    apps,
    now,
    staticFiles,
    onError,
  });
  const health = await healthOf(loaded, apps);
  const onResponse = options.onResponse && harmless(options.onResponse);
  return new Site({
    settings: loaded,
    apps,
    engine,
    respond: withHealthInFront(announced(respond, onError), health, onError),
    watchers: health?.metrics ? [health.metrics] : [],
    watchFetch: () => fetchWatcher(loaded, { access: options.accessLog ?? false }),
    onEnded: () => health?.end(),
    now,
    onResponse,
    onError: report,
  });
}

interface Parts {
  readonly settings: Settings;
  readonly apps: readonly App[];
  readonly engine: Engine;
  /** Never throws and never rejects. */
  readonly respond: GetResponse;
  readonly watchers: readonly RequestWatcher[];
  /** What sees requests through fetch besides. */
  readonly watchFetch: () => Promise<RequestWatcher>;
  readonly onEnded: () => void;
  readonly now: () => number;
  readonly onResponse: Observer["onResponse"];
  readonly onError: ErrorListener;
}

class Site implements Application {
  readonly settings: Settings;
  readonly apps: readonly App[];
  readonly engine: Engine;
  readonly nodeListener: NodeListener;
  readonly upgradeListener: UpgradeListener;
  readonly #parts: Parts;
  #fetchWatcher: Promise<RequestWatcher> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.settings = parts.settings;
    this.apps = parts.apps;
    this.engine = parts.engine;
    this.nodeListener = this.createListener({});
    this.upgradeListener = this.createUpgradeListener({});
  }

  readonly fetch = async (fetchRequest: Request, client?: FetchClient): Promise<Response> => {
    const source = new FetchSource(fetchRequest, client?.remoteAddress);
    const request = this.#request(source);
    const { watchers: counting, watchFetch, onResponse } = this.#parts;
    const watchers = [...counting, await (this.#fetchWatcher ??= watchFetch())];
    const out = new FetchOutput();
    const watched = beginWatching(watchers, request, source.remoteAddress, out);
    return withinRequest(request, withinAll, watchers, request, async () => {
      const response = await this.handle(request);
      watched.answered(response);
      onResponse?.(request, response);
      return toFetchResponse(request, response, this.#notSent, out);
    });
  };

  readonly #notSent: SendErrorListener = (request, _, error) =>
    this.#parts.onError(error, request, 500);

  createListener({ onResponse, watchers: own = [] }: ListenerObserver): NodeListener {
    const watchers = [...this.#parts.watchers, ...own];
    const tell = this.#tellBoth(onResponse);
    const sending = this.#sending;
    const send = (request: HttpRequest, response: HttpResponseBase, out: ServerResponse): void => {
      tell(request, response);
      sendNode(request, response, out, sending);
    };
    const answer = (request: HttpRequest, out: ServerResponse, watched?: Watched): void => {
      const sendIt = (response: HttpResponseBase): void => {
        watched?.answered(response);
        send(request, response, out);
      };
      try {
        const response = this.#respond(request);
        if (isPromise(response)) void response.then(sendIt);
        else sendIt(response);
      } catch (error) {
        // A fault of ours; it must not become everybody's.
        this.#parts.onError(error, request, 500);
        giveUp(out);
        void closeBoth(request, new HttpResponse(), this.#notSent);
      }
    };
    // Nothing is waited for, if the request has no body and nothing in the chain waits.
    if (watchers.length === 0) {
      return (message, out) => {
        const request = this.#request(new NodeSource(message));
        request.withBody(() => withinRequest(request, answer, request, out));
      };
    }
    return (message, out) => {
      const source = new NodeSource(message);
      const request = this.#request(source);
      const watched = beginWatching(watchers, request, source.remoteAddress, out);
      const run = (): void => answer(request, out, watched);
      request.withBody(() => withinRequest(request, withinAll, watchers, request, run));
    };
  }

  createUpgradeListener({ onResponse, watchers = [] }: ListenerObserver): UpgradeListener {
    const options = {
      createRequest: (source: RequestSource) => this.#request(source),
      respond: (request: HttpRequest) => this.#respond(request),
      watchers: [...this.#parts.watchers, ...watchers],
      onResponse: this.#tellBoth(onResponse),
      sending: this.#sending,
    };
    return (message, socket, head) => {
      // node:http listens no more, and one that breaks would end the process.
      socket.on("error", () => {});
      void import("./socket/upgrade.ts").then(({ answerUpgrade, ignoreUpgrade }) => {
        if (!wantsUpgrade(message)) return ignoreUpgrade(message, socket, head);
        return answerUpgrade(message, socket, head, options);
      });
    };
  }

  get #sending(): SendOptions {
    return { onError: this.#notSent, sendTimeoutMs: this.settings.SEND_TIMEOUT * 1000 };
  }

  /** Tells the application's observer and one of a door's own. */
  #tellBoth(given: Observer["onResponse"]): NonNullable<Observer["onResponse"]> {
    const { onResponse } = this.#parts;
    const own = given && harmless(given);
    return (request, response) => {
      onResponse?.(request, response);
      own?.(request, response);
    };
  }

  ended(): void {
    this.#parts.onEnded();
  }

  async handle(request: HttpRequest): Promise<HttpResponseBase> {
    await request.loadBody();
    return withinRequest(request, () => this.#respond(request));
  }

  #request(source: RequestSource): HttpRequest {
    return new HttpRequest(source, this.settings, this.#parts);
  }

  #respond(request: HttpRequest): MaybePromise<HttpResponseBase> {
    request.engine = this.engine;
    return this.#parts.respond(request);
  }
}

/** Makes the models of the apps those that requests work with. */
async function setUpModels(settings: Settings, apps: readonly App[]): Promise<void> {
  if (!settings.DATABASES["default"] && !apps.some(hasModels)) return;
  const { setup } = await import("../models/index.ts");
  await setup(settings, apps);
}

function hasModels({ root }: App): boolean {
  return appModuleFile(root, "models") !== undefined;
}

function loadChosen(file: URL): Promise<Settings> {
  const root = findProjectRoot(file);
  const own = decodeURIComponent(file.href.slice(root.href.length));
  return loadSettings(env("MKWEB_SETTINGS_MODULE", own), root);
}

/** Tells the log, and who else wants to know. */
function reportTo({ onError, logErrors = true }: ApplicationOptions): ErrorListener {
  const observer = onError && harmless(onError);
  return (error, request, status) => {
    if (logErrors) logRequestError(error, request, status);
    observer?.(error, request, status);
  };
}

/** An observer that fails has seen nothing, and nobody's answer suffers from it. */
function harmless<Seen extends readonly unknown[]>(
  observer: (...seen: Seen) => void,
): (...seen: Seen) => void {
  return (...seen) => {
    try {
      observer(...seen);
    } catch (error) {
      getLogger("mkweb.server").error("An observer of requests failed", { error });
    }
  };
}
