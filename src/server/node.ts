import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  HttpResponse,
  StreamingHttpResponse,
  type HttpRequest,
  type HttpResponseBase,
} from "../http/index.ts";

/** Sends a response through node:http, and closes it and the request when it is out or given up. */
export function sendNode(
  request: HttpRequest,
  response: HttpResponseBase,
  out: ServerResponse,
): Promise<void> | undefined {
  response.prepareFor(request);
  if (request.bodyAbandoned) out.shouldKeepAlive = false;
  const headers = response.headers.toFlat();
  if (response.cookies.size > 0) {
    for (const cookie of response.cookieHeaders(request)) headers.push("Set-Cookie", cookie);
  }
  const withBody = request.method !== "HEAD" && hasBody(response.status);
  if (response instanceof StreamingHttpResponse) {
    out.writeHead(response.status, response.reasonPhrase, headers);
    if (withBody) return stream(request, response, out);
    out.end();
  } else if (response instanceof HttpResponse) {
    const body = response.raw;
    if (hasBody(response.status) && !response.headers.has("Content-Length")) {
      headers.push("Content-Length", String(Buffer.byteLength(body)));
    }
    out.writeHead(response.status, response.reasonPhrase, headers);
    if (withBody) out.end(body);
    else out.end();
  }
  return finish(request, response);
}

/** Whether HTTP lets a response of this status have a body. */
export function hasBody(status: number): boolean {
  return status >= 200 && status !== 204 && status !== 304;
}

async function stream(
  request: HttpRequest,
  response: StreamingHttpResponse,
  out: ServerResponse,
): Promise<void> {
  try {
    await pipeline(Readable.from(response.streamingContent, { objectMode: false }), out);
  } catch (error) {
    // The status is out already; a connection cut short is all the client can still be told.
    out.destroy();
    if (!isAbort(error)) throw error;
  } finally {
    await finish(request, response);
  }
}

async function finish(request: HttpRequest, response: HttpResponseBase): Promise<void> {
  await response.close();
  await request.close();
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
}
