import { LimitExceeded } from "../../errors.ts";
import type { GetResponse, HttpRequest, HttpResponseBase, MaybePromise } from "../../http/index.ts";
import { isPromise } from "../../values/index.ts";

/**
 * Answers for a view that exceeds VIEW_TIMEOUT, and notifies it by `request.signal`. A later answer is closed
 * without being sent.
 *
 * @param respond Never throws and never rejects.
 * @param seconds `null` for no limit.
 */
export function limitViews(
  respond: GetResponse,
  seconds: number | null,
  onError: (request: HttpRequest, error: unknown) => MaybePromise<HttpResponseBase>,
): GetResponse {
  if (seconds === null) return respond;
  return (request) => {
    const response = respond(request);
    // A synchronous answer needs no timer.
    if (!isPromise(response)) return response;
    return new Promise((resolve) => {
      let isOver = false;
      const timer = setTimeout(() => {
        isOver = true;
        const error = tookTooLong(request, seconds);
        request.abort(error);
        resolve(onError(request, error));
      }, seconds * 1000);
      void response.then((answer) => {
        clearTimeout(timer);
        if (isOver) void answer.close();
        else resolve(answer);
      });
    });
  };
}

function tookTooLong({ resolverMatch }: HttpRequest, seconds: number): LimitExceeded {
  const name = resolverMatch?.viewName ?? resolverMatch?.func.name;
  const view = name ? `The view ${name}` : "The answer";
  return new LimitExceeded("VIEW_TIMEOUT", `${view} took longer than ${seconds} s`, {
    hint: "Make it faster, stop waiting when request.signal is aborted, or raise VIEW_TIMEOUT.",
  });
}
