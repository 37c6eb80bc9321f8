/** Answers requests to switch protocols. Loaded with the first one. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import {
  UpgradeResponse,
  UpgradeSource,
  withinRequest,
  type HttpRequest,
  type HttpResponseBase,
  type MaybePromise,
  type RequestSource,
} from "../../http/index.ts";
import { closeBoth } from "./closing.ts";
import { sendNode, type SendOptions } from "./node.ts";
import { beginWatching, withinAll, type RequestWatcher } from "../watch/watching.ts";

// Not a static import, which would load all of fetch.
const { ServerResponse: NodeResponse } = process.getBuiltinModule("node:http");

export interface UpgradeOptions {
  readonly createRequest: (source: RequestSource) => HttpRequest;
  /** Never throws and never rejects. */
  readonly respond: (request: HttpRequest) => MaybePromise<HttpResponseBase>;
  readonly watchers: readonly RequestWatcher[];
  readonly onResponse: (request: HttpRequest, response: HttpResponseBase) => void;
  readonly sending: SendOptions;
}

/** Hands the connection over if the view accepts; any other answer is sent normally and ends the connection. */
export function answerUpgrade(
  message: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  options: UpgradeOptions,
): Promise<void> {
  const source = new UpgradeSource(message);
  const request = options.createRequest(source);
  return withinRequest(request, withinAll, options.watchers, request, () =>
    answer({ message, socket, head, request, client: source.remoteAddress }, options),
  );
}

interface Asked {
  readonly message: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly request: HttpRequest;
  readonly client: string;
}

async function answer(
  { message, socket, head, request, client }: Asked,
  { respond, watchers, onResponse, sending }: UpgradeOptions,
): Promise<void> {
  const output = {
    socket,
    once: (event: "close", listener: () => void) => socket.once(event, listener),
    get writableFinished() {
      return socket.writableFinished;
    },
  };
  const watched =
    watchers.length > 0 ? beginWatching(watchers, request, client, output) : undefined;
  const response = await respond(request);
  watched?.answered(response);
  onResponse(request, response);
  if (!(response instanceof UpgradeResponse)) {
    sendNode(request, response, responseOn(socket, message), sending);
    return;
  }
  const onError = (error: unknown): void => sending.onError(request, response, error);
  try {
    response.prepareFor(request);
    const headers = headersOf(request, response);
    await response.takeOver({ message, socket, head, headers, onError });
  } catch (error) {
    onError(error);
    socket.destroy();
  }
  await closeBoth(request, response, sending.onError);
}

/** Node's own response, on a connection that its server has released. */
function responseOn(socket: Duplex, message: IncomingMessage): ServerResponse {
  const out = new NodeResponse(message);
  out.shouldKeepAlive = false;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- node:http takes any stream
  out.assignSocket(socket as typeof message.socket);
  out.once("finish", () => socket.end(() => socket.destroy()));
  return out;
}

/** Headers of the response other than those of the handshake. */
function headersOf(request: HttpRequest, response: HttpResponseBase): string[] {
  const own = [...response.headers].filter(
    ([name]) =>
      !/^(?:connection|upgrade|content-.*|transfer-encoding|sec-websocket-.*)$/i.test(name),
  );
  const cookies = response.cookieHeaders(request).map((cookie) => `Set-Cookie: ${cookie}`);
  return [...own.map(([name, value]) => `${name}: ${value}`), ...cookies];
}

/**
 * Answers a request for an unsupported protocol such as `h2c` as if it had not asked, which HTTP allows. Only
 * for Node before 24.9, where a server has no other choice: the connection is parsed again without the
 * upgrade.
 */
export function ignoreUpgrade(message: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { rawHeaders } = message;
  const lines = [`${message.method} ${message.url} HTTP/${message.httpVersion}`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = "", value = ""] = rawHeaders.slice(at, at + 2);
    const kept = /^connection$/i.test(name) ? withoutWishes(value) : value;
    if (!isWish(name)) lines.push(`${name}: ${kept}`);
  }
  socket.unshift(head);
  socket.unshift(Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"));
  serverOf(message).emit("connection", socket);
}

const isWish = (name: string): boolean => /^(?:upgrade|http2-settings)$/i.test(name);

function withoutWishes(connection: string): string {
  const options = connection.split(",").map((option) => option.trim());
  return options.filter((option) => !isWish(option)).join(", ");
}

function serverOf({ socket }: IncomingMessage): NodeJS.EventEmitter {
  // node:http stores it on every connection.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return (socket as unknown as { readonly server: NodeJS.EventEmitter }).server;
}
