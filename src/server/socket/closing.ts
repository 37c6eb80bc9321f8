import type { HttpRequest, HttpResponseBase, MaybePromise } from "../../http/index.ts";
import { isPromise } from "../../values/index.ts";

/**
 * Gives back what a request and its response hold, each whatever the other does. Most hold nothing, and then
 * nothing is waited for. Never rejects.
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
