import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  HttpResponse,
  StreamingHttpResponse,
  type HttpRequest,
  type HttpResponseBase,
  type MaybePromise,
} from "../http/index.ts";
import { whenReady } from "./maybe-promise.ts";

/**
 * Sends a response through node:http, and closes it and the request when it is out or given up.
 *
 * Never throws and never rejects.
 *
 * @param onError Told what kept the response from being sent whole.
 */
export function sendNode(
  request: HttpRequest,
  response: HttpResponseBase,
  out: ServerResponse,
  onError: (request: HttpRequest, response: HttpResponseBase, error: unknown) => void,
): void {
  try {
    response.prepareFor(request);
    if (request.bodyAbandoned) out.shouldKeepAlive = false;
    if (response instanceof StreamingHttpResponse) {
      void stream(request, response, out, onError);
      return;
    }
    if (response instanceof HttpResponse) sendWhole(request, response, out);
  } catch (error) {
    onError(request, response, error);
    giveUp(out);
  }
  void finish(request, response);
}

function sendWhole(request: HttpRequest, response: HttpResponse, out: ServerResponse): void {
  const { status, raw } = response;
  if (!hasBody(status)) {
    out.writeHead(status, response.reasonPhrase, headersOf(request, response)).end();
    return;
  }
  const headers = response.headers.has("Content-Length")
    ? headersOf(request, response)
    : [...headersOf(request, response), "Content-Length", String(Buffer.byteLength(raw))];
  out.writeHead(status, response.reasonPhrase, headers);
  if (request.method === "HEAD") out.end();
  else out.end(raw);
}

async function stream(
  request: HttpRequest,
  response: StreamingHttpResponse,
  out: ServerResponse,
  onError: (request: HttpRequest, response: HttpResponseBase, error: unknown) => void,
): Promise<void> {
  try {
    out.writeHead(response.status, response.reasonPhrase, headersOf(request, response));
    if (request.method === "HEAD" || !hasBody(response.status)) out.end();
    else await pipeline(Readable.from(response.streamingContent, { objectMode: false }), out);
  } catch (error) {
    if (!isAbort(error)) onError(request, response, error);
    giveUp(out);
  } finally {
    await finish(request, response);
  }
}

/** Name, value, name, value; for node:http alone, which only reads it. */
function headersOf(request: HttpRequest, response: HttpResponseBase): string[] {
  const { flat } = response.headers;
  const cookies = response.cookieHeaders(request);
  return cookies.length === 0
    ? flat
    : [...flat, ...cookies.flatMap((cookie) => ["Set-Cookie", cookie])];
}

/** Once the status is out, a connection cut short is all the client can still be told. */
function giveUp(out: ServerResponse): void {
  if (out.headersSent) out.destroy();
  else {
    // With words of its own: those of the response may be what could not be sent.
    const headers = { "Content-Type": "text/plain" };
    out.writeHead(500, "Internal Server Error", headers).end("Server Error (500)");
  }
}

/** Whether HTTP lets a response of this status have a body. */
export function hasBody(status: number): boolean {
  return status >= 200 && status !== 204 && status !== 304;
}

function finish(request: HttpRequest, response: HttpResponseBase): MaybePromise<void> {
  return whenReady(response.close(), () => request.close());
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
}
