import type { ServerResponse } from "node:http";
import { HttpResponse, type HttpRequest, type HttpResponseBase } from "../../http/index.ts";
import { hasBody } from "../socket/node.ts";

/** How a request ended. */
export interface RequestEnd {
  /** The response sent; `undefined` if the client left or our code failed before there was one. */
  readonly response: HttpResponseBase | undefined;
  /** Time until the answer was ready, in ms; without an answer, until the end. */
  readonly answeredMs: number;
  /** Time until the answer was sent or given up, in ms. */
  readonly durationMs: number;
  /** Bytes of the body sent; for a stream including headers and framing. */
  readonly bytes: number;
  /** Whether the connection ended before everything was sent. */
  readonly aborted: boolean;
}

/** Watches each request of a listener from start to end. Must not throw. */
export interface RequestWatcher {
  /**
   * Called with a request before its body is read.
   *
   * @param client The client's address; empty if unknown.
   * @returns Called when the request is over.
   */
  begin(request: HttpRequest, client: string): (end: RequestEnd) => void;
  /** Runs the code that answers the request. */
  within?<R>(request: HttpRequest, run: () => R): R;
}

/** One watched request. */
export interface Watched {
  /** Must be called with the response. */
  answered(response: HttpResponseBase): void;
}

/** Where an answer is written: a response of node:http, a connection it has released, or the output of fetch. */
export interface WatchedOutput extends Pick<ServerResponse, "writableFinished"> {
  readonly socket: { readonly bytesWritten?: number; readonly destroyed: boolean } | null;
  once(event: "close", listener: () => void): unknown;
}

/** Starts watching a request. */
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
  // Node removes the socket from a finished response.
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

/** Runs the answering code inside all watchers. */
export function withinAll<R>(
  watchers: readonly RequestWatcher[],
  request: HttpRequest,
  run: () => R,
): R {
  const [first, ...others] = watchers.filter((each) => each.within !== undefined);
  if (!first?.within) return run();
  return first.within(request, () => withinAll(others, request, run));
}

/** The size known before sending. */
function bodyBytes(
  request: HttpRequest,
  response: HttpResponseBase | undefined,
): number | undefined {
  if (!response || request.method === "HEAD" || !hasBody(response.status)) return 0;
  return response instanceof HttpResponse ? Buffer.byteLength(response.raw) : undefined;
}
