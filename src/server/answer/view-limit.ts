import { LimitExceeded } from "../../errors.ts";
import type { GetResponse, HttpRequest, HttpResponseBase, MaybePromise } from "../../http/index.ts";
import { isPromise } from "../../values/index.ts";

/**
 * Answers for a view that takes longer than VIEW_TIMEOUT, and lets it know by `request.signal`. What it may
 * still answer is closed unsent.
 *
 * @param respond Never throws and never rejects.
 * @param seconds `null`: views take as long as they like.
 */
export function limitViews(
  respond: GetResponse,
  seconds: number | null,
  onError: (request: HttpRequest, error: unknown) => MaybePromise<HttpResponseBase>,
): GetResponse {
  if (seconds === null) return respond;
  return (request) => {
    const response = respond(request);
    // What has answered already needs no timer.
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
    hint: "Make it quicker, stop what it waits for when request.signal is aborted, or raise VIEW_TIMEOUT.",
  });
}
