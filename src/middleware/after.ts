import type { HttpResponseBase, MaybePromise } from "../http/index.ts";

/** Goes on with a response: at once when it is there, so that a chain of plain views never waits a turn. */
export function after(
  response: MaybePromise<HttpResponseBase>,
  finish: (response: HttpResponseBase) => MaybePromise<HttpResponseBase>,
): MaybePromise<HttpResponseBase> {
  return "then" in response ? response.then((arrived) => finish(arrived)) : finish(response);
}
