import type { AnyUser } from "../auth/index.ts";
import { HttpRequest, type HttpResponseBase } from "../http/index.ts";
import type { Application } from "../server/index.ts";
import type { WebSocketConnection } from "../streams/index.ts";
import { applicationOf, thrown } from "./application.ts";
import type { Data } from "./body.ts";
import type {
  BodyOptions,
  ClientOptions,
  Outgoing,
  RequestOptions,
  WebSocketOptions,
} from "./client-options.ts";
import { CookieJar } from "./cookie-jar.ts";
import { EventStream } from "./event-stream.ts";
import { forceLogin } from "./force-login.ts";
import { sourceOf } from "./outgoing.ts";
import { forTests, testSettings } from "./project.ts";
import { redirected } from "./redirected.ts";
import { ClientResponse, contentOf, type Redirect } from "./response.ts";
import type { MemorySource } from "./source.ts";
import { openWebSocket } from "./web-socket.ts";

/**
 * A browser without a screen, for tests: it keeps cookies and calls the project directly, without opening a
 * port.
 *
 * @example
 * const client = new Client();
 * const response = await client.get("/polls/");
 * assert.equal(response.status, 200);
 */
export class Client {
  /** The client's cookies, by name. */
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

  /** @param data Fields, with files as `File`; any value for JSON; or a text or bytes, sent unchanged. */
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
   * Requests a stream of events and reads it while it continues; {@link get} would wait for its end.
   *
   * @throws {TypeError} The answer is not an event stream; the message contains its status.
   * @throws Errors of a view or middleware, unless `raiseRequestException` is off.
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
   * Opens a WebSocket through node:http and all middleware, without a port. Needs the package `ws`.
   *
   * @returns The client's end: the view receives what it sends. Close it, or the test run waits for it.
   * @throws {WebSocketRefused} The view answered otherwise: see its `status` and `text`.
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
   * Logs a user in without a password; Django's `force_login`. Calls no view and no other middleware.
   *
   * @param user A saved user.
   * @throws {TypeError} There are several AUTHENTICATION_BACKENDS, and `user.backend` names none.
   */
  async forceLogin(user: AnyUser): Promise<void> {
    const { settings } = await this.#site();
    const source = await this.#source({ method: "POST", path: "/" });
    for (const header of await forceLogin(source, settings, user)) this.cookies.store(header);
  }

  /**
   * Sends any request.
   *
   * @throws Uncaught errors of a view or middleware, unless `raiseRequestException` is off.
   */
  async request(outgoing: Outgoing): Promise<ClientResponse> {
    const chain: Redirect[] = [];
    let current = outgoing;
    for (;;) {
      const response = await this.#send(current, chain);
      const next = outgoing.follow === true ? redirected(current, response) : undefined;
      if (!next) return response;
      if (chain.filter(([url]) => url === response.url).length > 1 || chain.length >= 20) {
        throw new Error(`Redirect loop: ${chain.map(([url]) => url).join(", ")}`);
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

  /** The answer before its body is read; the caller reads it and closes both. */
  async #ask(
    outgoing: Outgoing,
  ): Promise<{ readonly request: HttpRequest; readonly response: HttpResponseBase }> {
    const application = await this.#site();
    const request = new HttpRequest(await this.#source(outgoing), application.settings);
    if (this.#options.enforceCsrfChecks !== true) request.dontEnforceCsrfChecks = true;
    const response = await application.handle(request);
    for (const header of response.cookieHeaders(request)) this.cookies.store(header);
    if (!thrown.has(request) || this.#options.raiseRequestException === false) {
      return { request, response };
    }
    await response.close();
    await request.close();
    throw thrown.get(request);
  }

  #site(): Promise<Application> {
    return (this.#application ??= this.#open());
  }

  async #open(): Promise<Application> {
    const { settings } = this.#options;
    return applicationOf(settings ? forTests(settings) : await testSettings());
  }

  #source(outgoing: Outgoing): Promise<MemorySource> {
    const headers = { ...this.#options.headers, ...outgoing.headers };
    return sourceOf({ ...outgoing, headers }, this.cookies);
  }
}
