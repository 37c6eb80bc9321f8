import type { ServerResponse } from "node:http";
import type { App, Settings } from "../conf/index.ts";
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
import type { Engine } from "../templates/index.ts";
import { isPromise } from "../values/index.ts";
import type { ErrorListener } from "./answer/error-responder.ts";
import type { Application, FetchClient, NodeListener, UpgradeListener } from "./application.ts";
import { closeBoth } from "./socket/closing.ts";
import { toFetchResponse } from "./socket/fetch.ts";
import { giveUp, sendNode, type SendErrorListener, type SendOptions } from "./socket/node.ts";
import { wantsUpgrade } from "./socket/wants-upgrade.ts";
import { FetchOutput } from "./watch/fetch-watching.ts";
import { harmless, type ListenerObserver, type Observer } from "./watch/observer.ts";
import { beginWatching, withinAll, type RequestWatcher, type Watched } from "./watch/watching.ts";

/** The parts of an application. */
export interface ApplicationParts {
  readonly settings: Settings;
  readonly apps: readonly App[];
  readonly engine: Engine;
  /** Never throws and never rejects. */
  readonly respond: GetResponse;
  readonly watchers: readonly RequestWatcher[];
  /** Watches requests through fetch. */
  readonly watchFetch: () => Promise<RequestWatcher>;
  readonly onEnded: () => void;
  readonly now: () => number;
  readonly onResponse: Observer["onResponse"];
  readonly onError: ErrorListener;
}

export class ProjectApplication implements Application {
  readonly settings: Settings;
  readonly apps: readonly App[];
  readonly engine: Engine;
  readonly nodeListener: NodeListener;
  readonly upgradeListener: UpgradeListener;
  readonly #parts: ApplicationParts;
  #fetchWatcher: Promise<RequestWatcher> | undefined;

  constructor(parts: ApplicationParts) {
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
        // An error of ours must not affect all requests.
        this.#parts.onError(error, request, 500);
        giveUp(out);
        void closeBoth(request, new HttpResponse(), this.#notSent);
      }
    };
    // Awaits nothing if the request has no body and nothing in the chain waits.
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
      // node:http no longer listens, and a broken socket would end the process.
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

  /** Calls the application's observer and that of a listener. */
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
