import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  HttpResponse,
  StreamingHttpResponse,
  type HttpRequest,
  type HttpResponseBase,
} from "../http/index.ts";

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
  onError: (error: unknown) => void,
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
    onError(error);
    giveUp(out);
  }
  void finish(request, response);
}

function sendWhole(request: HttpRequest, response: HttpResponse, out: ServerResponse): void {
  const { status, raw } = response;
  const headers = headersOf(request, response);
  if (!hasBody(status)) {
    out.writeHead(status, response.reasonPhrase, headers).end();
    return;
  }
  if (!response.headers.has("Content-Length")) {
    headers.push("Content-Length", String(Buffer.byteLength(raw)));
  }
  out.writeHead(status, response.reasonPhrase, headers);
  if (request.method === "HEAD") out.end();
  else out.end(raw);
}

async function stream(
  request: HttpRequest,
  response: StreamingHttpResponse,
  out: ServerResponse,
  onError: (error: unknown) => void,
): Promise<void> {
  try {
    out.writeHead(response.status, response.reasonPhrase, headersOf(request, response));
    if (request.method === "HEAD" || !hasBody(response.status)) out.end();
    else await pipeline(Readable.from(response.streamingContent, { objectMode: false }), out);
  } catch (error) {
    if (!isAbort(error)) onError(error);
    giveUp(out);
  } finally {
    await finish(request, response);
  }
}

/** Name, value, name, value. */
function headersOf(request: HttpRequest, response: HttpResponseBase): string[] {
  const headers = response.headers.toFlat();
  for (const cookie of response.cookieHeaders(request)) headers.push("Set-Cookie", cookie);
  return headers;
}

/** Once the status is out, a connection cut short is all the client can still be told. */
function giveUp(out: ServerResponse): void {
  if (out.headersSent) out.destroy();
  else out.writeHead(500, { "Content-Type": "text/plain" }).end("Server Error (500)");
}

/** Whether HTTP lets a response of this status have a body. */
export function hasBody(status: number): boolean {
  return status >= 200 && status !== 204 && status !== 304;
}

async function finish(request: HttpRequest, response: HttpResponseBase): Promise<void> {
  await response.close();
  await request.close();
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
}
