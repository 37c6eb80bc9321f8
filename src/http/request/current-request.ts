import { AsyncLocalStorage } from "node:async_hooks";
import type { HttpRequest } from "./request.ts";

const storage = new AsyncLocalStorage<HttpRequest>();
let followers = 0;

/**
 * Returns the request that the running code works for, in everything its view starts and awaits. `undefined` outside
 * requests, and unless {@link followRequests} was called.
 *
 * @example
 * console.log(currentRequest()?.id);
 */
export function currentRequest(): HttpRequest | undefined {
  return storage.getStore();
}

/**
 * Makes {@link currentRequest} work for all requests from now on. This costs a little per request, so it is off until
 * needed.
 *
 * @returns Stops it; requests are followed until every caller has stopped.
 *
 * @example
 * const stop = followRequests();
 * withinRequest(request, () => console.log(currentRequest()?.path));
 * stop();
 */
export function followRequests(): () => void {
  let isOver = false;
  followers += 1;
  return () => {
    if (!isOver) followers -= 1;
    isOver = true;
  };
}

/**
 * Runs `run` as work for this request. The server calls it to answer and to send the response.
 *
 * @example
 * const id = withinRequest(request, () => currentRequest()?.id);
 */
export function withinRequest<Args extends readonly unknown[], R>(
  request: HttpRequest,
  run: (...args: Args) => R,
  ...args: Args
): R {
  return followers === 0 ? run(...args) : storage.run(request, () => run(...args));
}
