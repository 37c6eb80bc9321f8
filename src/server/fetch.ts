import {
  HttpResponse,
  StreamingHttpResponse,
  type HttpRequest,
  type HttpResponseBase,
} from "../http/index.ts";
import { hasBody } from "./node.ts";

/**
 * A response as fetch has it. A stream is closed once it has been read or cancelled; anything else at once,
 * and nobody waits for that.
 */
export async function toFetchResponse(
  request: HttpRequest,
  response: HttpResponseBase,
): Promise<Response> {
  response.prepareFor(request);
  const headers = new Headers([...response.headers]);
  for (const cookie of response.cookieHeaders(request)) headers.append("Set-Cookie", cookie);
  const init = { status: response.status, statusText: response.reasonPhrase, headers };
  const close = async (): Promise<void> => {
    await response.close();
    await request.close();
  };
  if (response instanceof HttpResponse && hasBody(response.status)) {
    const { content } = response;
    if (!headers.has("Content-Length")) headers.set("Content-Length", String(content.length));
    void close();
    return new Response(request.method === "HEAD" ? null : new Uint8Array(content), init);
  }
  if (
    !(response instanceof StreamingHttpResponse) ||
    request.method === "HEAD" ||
    !hasBody(response.status)
  ) {
    void close();
    return new Response(null, init);
  }
  return new Response(streamOf(response, close), init);
}

function streamOf(response: StreamingHttpResponse, close: () => Promise<void>): ReadableStream {
  const chunks = response[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done === true) {
        controller.close();
        await close();
      } else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return?.();
      await close();
    },
  });
}
