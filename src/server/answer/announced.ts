import {
  requestStarted,
  type GetResponse,
  type HttpRequest,
  type HttpResponseBase,
  type MaybePromise,
} from "../../http/index.ts";

/**
 * Tells the receivers of `requestStarted` before a request is answered. Where nobody listens, nothing waits.
 *
 * @param respond Never throws and never rejects.
 * @param onError What an error of a receiver becomes.
 */
export function announced(
  respond: GetResponse,
  onError: (request: HttpRequest, error: unknown) => MaybePromise<HttpResponseBase>,
): GetResponse {
  return (request) => {
    if (!requestStarted.hasListeners()) return respond(request);
    return requestStarted.send(undefined, { request }).then(
      () => respond(request),
      (error) => onError(request, error),
    );
  };
}
