import { AsyncLocalStorage } from "node:async_hooks";
import type { HttpRequest } from "./request.ts";

const storage = new AsyncLocalStorage<HttpRequest>();
let followers = 0;

/**
 * The request that the running code works for, in everything its view starts and awaits; `undefined` outside of
 * requests, and where nobody has asked for it by {@link followRequests}.
 *
 * @example
 * console.log(currentRequest()?.id);
 */
export function currentRequest(): HttpRequest | undefined {
  return storage.getStore();
}

/**
 * Has each request from now on be known by {@link currentRequest}. It costs each of them a little, so that nothing is
 * kept until somebody asks.
 *
 * @returns Ends it; requests are known as long as anybody asks.
 */
export function followRequests(): () => void {
  let isOver = false;
  followers += 1;
  return () => {
    if (!isOver) followers -= 1;
    isOver = true;
  };
}

/** Runs `run` as work for this request; called by the server, for what answers and for what sends the answer. */
export function withinRequest<Args extends readonly unknown[], R>(
  request: HttpRequest,
  run: (...args: Args) => R,
  ...args: Args
): R {
  return followers === 0 ? run(...args) : storage.run(request, () => run(...args));
}
