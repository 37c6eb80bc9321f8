import type { MaybePromise } from "../http/index.ts";

export function isPromise<T>(value: MaybePromise<T>): value is Promise<T> {
  return typeof value === "object" && value !== null && "then" in value;
}

/** Goes on with what is there, or will be: where nothing is asynchronous, no promise is made. */
export function whenReady<T, R>(
  value: MaybePromise<T>,
  goOn: (value: T) => MaybePromise<R>,
): MaybePromise<R> {
  return isPromise(value) ? value.then(goOn) : goOn(value);
}
