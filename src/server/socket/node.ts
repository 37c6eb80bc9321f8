import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  HttpResponse,
  StreamingHttpResponse,
  type HttpRequest,
  type HttpResponseBase,
} from "../../http/index.ts";
import { hasErrorCode } from "../../platform/index.ts";
import { closeBoth } from "./closing.ts";
import { lingerAfter } from "./linger.ts";

/** Receives the error that kept a response from being sent completely. */
export type SendErrorListener = (
  request: HttpRequest,
  response: HttpResponseBase,
  error: unknown,
) => void;

export interface SendOptions {
  readonly onError: SendErrorListener;
  /** How long a client may read nothing while data waits for it, in ms. */
  readonly sendTimeoutMs: number;
}

/**
 * Sends a response through node:http, and closes it and the request when it was sent or given up: because the
 * client left or stopped reading, or the response failed.
 *
 * Never throws and never rejects.
 */
export function sendNode(
  request: HttpRequest,
  response: HttpResponseBase,
  out: ServerResponse,
  options: SendOptions,
): void {
  const { onError } = options;
  try {
    response.prepareFor(request);
    if (request.bodyAbandoned) lingerAfter(out);
    if (response instanceof StreamingHttpResponse) {
      const whole = response.wholeContent;
      if (whole === undefined) {
        void stream(request, response, out, options);
        return;
      }
      sendWhole(request, response, whole, out, options);
    }
    if (response instanceof HttpResponse) sendWhole(request, response, response.raw, out, options);
  } catch (error) {
    onError(request, response, error);
    giveUp(out);
  }
  void closeBoth(request, response, onError);
}

function sendWhole(
  request: HttpRequest,
  response: HttpResponseBase,
  raw: string | Uint8Array,
  out: ServerResponse,
  { sendTimeoutMs }: SendOptions,
): void {
  const { status } = response;
  if (!hasBody(status)) {
    out.writeHead(status, response.reasonPhrase, headersOf(request, response)).end();
    return;
  }
  const headers = response.headers.has("Content-Length")
    ? headersOf(request, response)
    : [...headersOf(request, response), "Content-Length", String(Buffer.byteLength(raw))];
  out.writeHead(status, response.reasonPhrase, headers);
  if (request.method === "HEAD") out.end();
  else {
    out.end(raw);
    if (out.writableLength > 0) limitSending(out, sendTimeoutMs);
  }
}

async function stream(
  request: HttpRequest,
  response: StreamingHttpResponse,
  out: ServerResponse,
  { onError, sendTimeoutMs }: SendOptions,
): Promise<void> {
  const broken = (error: unknown): void => {
    if (!isAbort(error)) onError(request, response, error);
    giveUp(out);
  };
  try {
    out.writeHead(response.status, response.reasonPhrase, headersOf(request, response));
    if (request.method === "HEAD" || !hasBody(response.status)) out.end();
    else if (!out.destroyed) {
      limitSending(out, sendTimeoutMs);
      const gone = new Promise<void>((resolve) => out.once("close", resolve));
      const sent = pipeline(Readable.from(response.streamingContent, { objectMode: false }), out);
      // The source may wait forever; stop waiting once the client is gone.
      await Promise.race([sent.catch(broken), gone]);
    }
  } catch (error) {
    broken(error);
  }
  await closeBoth(request, response, onError);
}

/** Gives up on a client that reads nothing for this long. The server itself may take its time. */
function limitSending(out: ServerResponse, ms: number): void {
  out.setTimeout(ms, () => {
    if (out.writableLength > 0) out.destroy();
  });
}

/** Name, value, name, value; only node:http reads it. */
function headersOf(request: HttpRequest, response: HttpResponseBase): string[] {
  const { flat } = response.headers;
  const cookies = response.cookieHeaders(request);
  const id = idHeader(request, response);
  if (id === undefined && cookies.length === 0) return flat;
  const headers = [...flat];
  if (id !== undefined) headers.push(id, request.id);
  for (const cookie of cookies) headers.push("Set-Cookie", cookie);
  return headers;
}

/** The header that returns the request's id, unless the view set it itself. */
export function idHeader(request: HttpRequest, response: HttpResponseBase): string | undefined {
  const name = request.settings.REQUEST_ID_HEADER;
  return name && !response.headers.has(name) ? name : undefined;
}

/** Once the status is sent, cutting the connection is the only way to signal an error. */
export function giveUp(out: ServerResponse): void {
  if (out.headersSent) out.destroy();
  else {
    // With fixed headers: those of the response may be what cannot be sent.
    const headers = { "Content-Type": "text/plain" };
    out.writeHead(500, "Internal Server Error", headers).end("Server Error (500)");
  }
}

/** Whether HTTP allows a body with this status. */
export function hasBody(status: number): boolean {
  return status >= 200 && status !== 204 && status !== 304;
}

function isAbort(error: unknown): boolean {
  return hasErrorCode(error, "ERR_STREAM_PREMATURE_CLOSE");
}
