import type { HttpRequest, HttpResponseBase, MaybePromise } from "../../http/index.ts";
import { isPromise } from "../../values/index.ts";

/**
 * Releases the resources of a request and its response, each regardless of the other. Most hold none, and
 * then nothing is awaited. Never rejects.
 */
export function closeBoth(
  request: HttpRequest,
  response: HttpResponseBase,
  onError: (request: HttpRequest, response: HttpResponseBase, error: unknown) => void,
): MaybePromise<void> {
  const closing = [response.close(), request.close()].filter(isPromise);
  if (closing.length === 0) return;
  return Promise.allSettled(closing).then((outcomes) => {
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") onError(request, response, outcome.reason);
    }
  });
}
