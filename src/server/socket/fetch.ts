import {
  HttpResponse,
  StreamingHttpResponse,
  type HttpRequest,
  type HttpResponseBase,
} from "../../http/index.ts";
import { closeBoth } from "./closing.ts";
import type { FetchOutput } from "../watch/fetch-watching.ts";
import { hasBody, idHeader, type SendErrorListener } from "./node.ts";

/**
 * Converts a response for fetch. A stream is closed once it was read, cancelled or failed; other responses at
 * once, without waiting.
 *
 * @param out Notified when it is over.
 * @throws The error that prevents sending the response; everything is closed then.
 */
export async function toFetchResponse(
  request: HttpRequest,
  response: HttpResponseBase,
  onError: SendErrorListener,
  out: FetchOutput,
): Promise<Response> {
  const close = async (): Promise<void> => closeBoth(request, response, onError);
  try {
    response.prepareFor(request);
    const init = {
      status: response.status,
      statusText: response.reasonPhrase,
      headers: headersOf(request, response),
    };
    if (response instanceof StreamingHttpResponse && sendsBody(request, response)) {
      return new Response(streamOf(response, close, out), init);
    }
    const content =
      response instanceof HttpResponse && sendsBody(request, response)
        ? new Uint8Array(response.content)
        : null;
    const whole = new Response(content, init);
    void close();
    out.end(true);
    return whole;
  } catch (error) {
    void close();
    out.end(false);
    throw error;
  }
}

function sendsBody(request: HttpRequest, { status }: HttpResponseBase): boolean {
  return request.method !== "HEAD" && hasBody(status);
}

function headersOf(request: HttpRequest, response: HttpResponseBase): Headers {
  const headers = new Headers([...response.headers]);
  const id = idHeader(request, response);
  if (id !== undefined) headers.set(id, request.id);
  for (const cookie of response.cookieHeaders(request)) headers.append("Set-Cookie", cookie);
  if (
    response instanceof HttpResponse &&
    hasBody(response.status) &&
    !headers.has("Content-Length")
  ) {
    headers.set("Content-Length", String(response.content.length));
  }
  return headers;
}

function streamOf(
  response: StreamingHttpResponse,
  close: () => Promise<void>,
  out: FetchOutput,
): ReadableStream {
  const chunks = response[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await chunks.next();
        if (done !== true) {
          out.took(value.length);
          return controller.enqueue(value);
        }
        controller.close();
        out.end(true);
      } catch (error) {
        controller.error(error);
        out.end(false);
      }
      await close();
    },
    async cancel() {
      // A source may wait forever, so do not wait for its end.
      void chunks.return?.().catch(() => undefined);
      out.end(false);
      await close();
    },
  });
}
