import type { AnyUser } from "../auth/index.ts";
import { resolveSpecifier, type Settings } from "../conf/index.ts";
import {
  HttpRequest,
  HttpResponse,
  type HttpResponseBase,
  type Middleware,
} from "../http/index.ts";
import { isSetUpWith } from "../models/index.ts";
import { getApplication, type Application } from "../server/index.ts";
import type { WebSocketConnection } from "../streams/index.ts";
import { encodeBody, fieldsOf, toQuery, type Data } from "./body.ts";
import { CookieJar } from "./cookie-jar.ts";
import { forTests, testSettings } from "./project.ts";
import { redirected } from "./redirected.ts";
import { ClientResponse, contentOf, type Redirect } from "./response.ts";
import { EventStream } from "./event-stream.ts";
import { MemorySource } from "./source.ts";
import { openWebSocket } from "./web-socket.ts";

export interface ClientOptions {
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Forms need a token, as they do for visitors. Default false. */
  readonly enforceCsrfChecks?: boolean;
  /** An error of a view rejects the request, as if the test had called the view. Default true. */
  readonly raiseRequestException?: boolean;
  /** Default: the project's. DEBUG is off and the host `testserver` allowed in any case. */
  readonly settings?: Settings;
}

export interface RequestOptions {
  /** Over the client's own. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Adds to the query string of the path. */
  readonly query?: Data;
  /** Goes where redirects lead; `response.redirectChain` says where that was. */
  readonly follow?: boolean;
  /** As if by HTTPS. */
  readonly secure?: boolean;
}

export interface WebSocketOptions extends Omit<RequestOptions, "follow"> {
  /** Subprotocols to offer. Default: none. */
  readonly protocols?: readonly string[];
}

export interface BodyOptions extends RequestOptions {
  /** How the data is written. Default `multipart/form-data` for post, `application/octet-stream` otherwise. */
  readonly contentType?: string;
}

export interface Outgoing extends BodyOptions {
  readonly method: string;
  readonly path: string;
  readonly data?: unknown;
}

/**
 * A browser without a screen, for tests: it keeps cookies and asks the project directly, no port opened.
 *
 * @example
 * const client = new Client();
 * const response = await client.get("/polls/");
 * assert.equal(response.status, 200);
 */
export class Client {
  /** Cookies the client has, by name. */
  readonly cookies = new CookieJar();
  readonly #options: ClientOptions;
  #application: Promise<Application> | undefined;

  constructor(options: ClientOptions = {}) {
    this.#options = options;
  }

  /** @param data Fields of the query string. */
  get(path: string, data: Data = {}, options: RequestOptions = {}): Promise<ClientResponse> {
    return this.request({ ...options, method: "GET", path, query: { ...data, ...options.query } });
  }

  head(path: string, data: Data = {}, options: RequestOptions = {}): Promise<ClientResponse> {
    return this.request({ ...options, method: "HEAD", path, query: { ...data, ...options.query } });
  }

  /** @param data Fields, files among them as `File`; anything for JSON; or a text or bytes as they are. */
  post(path: string, data: unknown = {}, options: BodyOptions = {}): Promise<ClientResponse> {
    return this.request({
      contentType: "multipart/form-data",
      ...options,
      method: "POST",
      path,
      data,
    });
  }

  put(path: string, data: unknown = "", options: BodyOptions = {}): Promise<ClientResponse> {
    return this.request({ ...options, method: "PUT", path, data });
  }

  patch(path: string, data: unknown = "", options: BodyOptions = {}): Promise<ClientResponse> {
    return this.request({ ...options, method: "PATCH", path, data });
  }

  delete(path: string, data: unknown = "", options: BodyOptions = {}): Promise<ClientResponse> {
    return this.request({ ...options, method: "DELETE", path, data });
  }

  options(path: string, data: unknown = "", options: BodyOptions = {}): Promise<ClientResponse> {
    return this.request({ ...options, method: "OPTIONS", path, data });
  }

  /**
   * Asks for a stream of events and reads it while it goes on; {@link get} would wait for its end.
   *
   * @throws {TypeError} The answer is no such stream: its status is in the message.
   * @throws What a view or a middleware threw, unless `raiseRequestException` is off.
   *
   * @example
   * await using stream = await client.eventStream("/prices/");
   * assert.equal((await stream.next())?.data, "12");
   */
  async eventStream(
    path: string,
    data: Data = {},
    options: RequestOptions = {},
  ): Promise<EventStream> {
    const query = { ...data, ...options.query };
    const sent = await this.#ask({ ...options, method: "GET", path, query });
    return EventStream.of(sent.request, sent.response);
  }

  /**
   * Opens a WebSocket, through node:http and all middleware, but no port. Needs the package `ws`.
   *
   * @returns The client's end: what it sends, the view receives. Close it, or the test run waits for it.
   * @throws {WebSocketRefused} The answer is another one: its `status` and `text` say which.
   *
   * @example
   * const socket = await client.websocket("/ws/echo/");
   * await socket.send("hello");
   * assert.equal(await socket.receive(), "hello");
   * await socket.close();
   */
  async websocket(
    path: string,
    { protocols = [], ...options }: WebSocketOptions = {},
  ): Promise<WebSocketConnection> {
    const source = await this.#source({ ...options, method: "GET", path });
    const cookies = (header: string): void => this.cookies.store(header);
    return openWebSocket(await this.#site(), source, { protocols, cookies });
  }

  /**
   * Logs a user in as if by the right password; Django's `force_login`. No view and no other middleware is asked.
   *
   * @param user One that is stored.
   * @throws {TypeError} There are several AUTHENTICATION_BACKENDS, and `user.backend` names none.
   */
  async forceLogin(user: AnyUser): Promise<void> {
    const { settings } = await this.#site();
    const { login } = await import("../auth/index.ts");
    const source = await this.#source({ method: "POST", path: "/" });
    const request = new HttpRequest(source, settings);
    const letIn = async (): Promise<HttpResponse> => {
      await login(request, user);
      return new HttpResponse();
    };
    const withSession = await sessionMiddleware(settings);
    const answer = await withSession(letIn, { settings, now: Date.now });
    const response = await answer(request);
    for (const header of response.cookieHeaders(request)) this.cookies.store(header);
    await response.close();
    await request.close();
  }

  /**
   * Sends any request.
   *
   * @throws What a view or a middleware threw and nobody caught, unless `raiseRequestException` is off.
   */
  async request(outgoing: Outgoing): Promise<ClientResponse> {
    const chain: Redirect[] = [];
    let current = outgoing;
    for (;;) {
      const response = await this.#send(current, chain);
      const next = outgoing.follow === true ? redirected(current, response) : undefined;
      if (!next) return response;
      if (chain.filter(([url]) => url === response.url).length > 1 || chain.length >= 20) {
        throw new Error(`Redirects go round in a circle: ${chain.map(([url]) => url).join(", ")}`);
      }
      chain.push([response.url, response.status]);
      current = next;
    }
  }

  async #send(outgoing: Outgoing, chain: readonly Redirect[]): Promise<ClientResponse> {
    const { request, response } = await this.#ask(outgoing);
    try {
      const content = outgoing.method === "HEAD" ? Buffer.alloc(0) : await contentOf(response);
      return new ClientResponse(request, response, content, [...chain]);
    } finally {
      await response.close();
      await request.close();
    }
  }

  /** The answer, before its body is read; whoever reads it closes both. */
  async #ask(
    outgoing: Outgoing,
  ): Promise<{ readonly request: HttpRequest; readonly response: HttpResponseBase }> {
    const application = await this.#site();
    const request = new HttpRequest(await this.#source(outgoing), application.settings);
    if (this.#options.enforceCsrfChecks !== true) request.dontEnforceCsrfChecks = true;
    const response = await application.handle(request);
    for (const header of response.cookieHeaders(request)) this.cookies.store(header);
    if (!errors.has(request) || this.#options.raiseRequestException === false) {
      return { request, response };
    }
    await response.close();
    await request.close();
    throw errors.get(request);
  }

  #site(): Promise<Application> {
    return (this.#application ??= this.#open());
  }

  async #open(): Promise<Application> {
    const { settings } = this.#options;
    return applicationOf(settings ? forTests(settings) : await testSettings());
  }

  async #source({ method, path, query, data = "", secure = false, ...rest }: Outgoing) {
    const contentType = rest.contentType ?? "application/octet-stream";
    const body = data === "" ? undefined : await encodeBody(data, contentType);
    const extra = String(toQuery(fieldsOf(query ?? {})));
    const mark = path.includes("?") ? "&" : "?";
    const headers = new Map([["host", "testserver"]]);
    const cookies = this.cookies.header();
    if (cookies !== undefined) headers.set("cookie", cookies);
    if (body) {
      headers.set("content-type", body.contentType);
      headers.set("content-length", String(body.bytes.length));
    }
    for (const [name, value] of Object.entries({ ...this.#options.headers, ...rest.headers })) {
      headers.set(name.toLowerCase(), value);
    }
    const target = new URL(path.split("#", 1)[0] ?? path, "http://testserver");
    return new MemorySource({
      method,
      target: extra === "" ? pathOf(path, target) : `${pathOf(path, target)}${mark}${extra}`,
      secure: secure || target.protocol === "https:",
      headers,
      body: body?.bytes,
    });
  }
}

/** What views threw, by the request. */
const errors = new WeakMap<HttpRequest, unknown>();

let latest: { readonly settings: Settings; readonly application: Promise<Application> } | undefined;

/** One for all clients of the same settings, as long as the process is set up for these. */
function applicationOf(settings: Settings): Promise<Application> {
  if (latest?.settings === settings && isSetUpWith(settings)) return latest.application;
  const application = getApplication(settings, {
    logErrors: false,
    onError: (error, request, status) => {
      if (status >= 500) errors.set(request, error);
    },
  });
  latest = { settings, application };
  return application;
}

/** As a project's MIDDLEWARE names it. */
async function sessionMiddleware({ BASE_DIR }: Settings): Promise<Middleware> {
  const url = resolveSpecifier("mkweb/sessions/middleware", BASE_DIR);
  const module: { readonly default: Middleware } = await import(String(url?.href));
  return module.default;
}

/** A path is sent as the test writes it; of an address only what follows the host, and what is no ASCII escaped. */
function pathOf(path: string, url: URL): string {
  const raw = /^[a-z][a-z0-9+.-]*:\/\//i.test(path) ? url.pathname + url.search : path;
  // oxlint-disable-next-line no-control-regex
  return raw.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}
