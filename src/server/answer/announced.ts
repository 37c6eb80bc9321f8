import {
  requestStarted,
  type GetResponse,
  type HttpRequest,
  type HttpResponseBase,
  type MaybePromise,
} from "../../http/index.ts";

/**
 * Calls the receivers of `requestStarted` before a request is answered. Without receivers, nothing is
 * awaited.
 *
 * @param respond Never throws and never rejects.
 * @param onError Converts an error of a receiver.
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
