import type { ServerResponse } from "node:http";
import { HttpResponse, type HttpRequest, type HttpResponseBase } from "../../http/index.ts";
import { hasBody } from "../socket/node.ts";

/** How a request ended. */
export interface RequestEnd {
  /** What was sent; `undefined` if the client was gone, or our own code broken, before there was anything to send. */
  readonly response: HttpResponseBase | undefined;
  /** Until the answer was ready to be sent, in ms; of a request without an answer until it ended. */
  readonly answeredMs: number;
  /** Until the answer was sent or given up, in ms. */
  readonly durationMs: number;
  /** Bytes of the body that were sent; of a stream with all that goes around it, headers too. */
  readonly bytes: number;
  /** Whether the connection ended before all was sent. */
  readonly aborted: boolean;
}

/** Sees each request that comes through a door from its first to its last moment. Nothing in it may throw. */
export interface RequestWatcher {
  /**
   * Called with a request before its body is read.
   *
   * @param client Where it comes from; empty where that is not known.
   * @returns Called when it is over.
   */
  begin(request: HttpRequest, client: string): (end: RequestEnd) => void;
  /** Runs what answers the request. */
  within?<R>(request: HttpRequest, run: () => R): R;
}

/** One request under watch. */
export interface Watched {
  /** Has to be called with what is sent. */
  answered(response: HttpResponseBase): void;
}

/** What an answer goes out on: a response of node:http, a connection that it has let go, or what fetch gave. */
export interface WatchedOutput extends Pick<ServerResponse, "writableFinished"> {
  readonly socket: { readonly bytesWritten?: number; readonly destroyed: boolean } | null;
  once(event: "close", listener: () => void): unknown;
}

/** Begins to watch a request. */
export function beginWatching(
  watchers: readonly RequestWatcher[],
  request: HttpRequest,
  client: string,
  out: WatchedOutput,
): Watched {
  const startedAt = performance.now();
  const written = out.socket?.bytesWritten ?? 0;
  const ends = watchers.map((watcher) => watcher.begin(request, client));
  let response: HttpResponseBase | undefined;
  let answeredAt: number | undefined;
  // The socket is taken away from a response that is out.
  const { socket } = out;
  out.once("close", () => {
    const now = performance.now();
    const end: RequestEnd = {
      response,
      answeredMs: (answeredAt ?? now) - startedAt,
      durationMs: now - startedAt,
      bytes: bodyBytes(request, response) ?? (socket?.bytesWritten ?? written) - written,
      aborted: !out.writableFinished,
    };
    for (const each of ends) each(end);
  });
  return {
    answered(given) {
      response = given;
      answeredAt = performance.now();
    },
  };
}

/** Runs what answers a request as all watchers want it. */
export function withinAll<R>(
  watchers: readonly RequestWatcher[],
  request: HttpRequest,
  run: () => R,
): R {
  const [first, ...others] = watchers.filter((each) => each.within !== undefined);
  if (!first?.within) return run();
  return first.within(request, () => withinAll(others, request, run));
}

/** What is known before it is sent. */
function bodyBytes(
  request: HttpRequest,
  response: HttpResponseBase | undefined,
): number | undefined {
  if (!response || request.method === "HEAD" || !hasBody(response.status)) return 0;
  return response instanceof HttpResponse ? Buffer.byteLength(response.raw) : undefined;
}
