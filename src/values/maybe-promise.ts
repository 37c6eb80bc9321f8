export type MaybePromise<T> = T | Promise<T>;

/** Whether an answer is a promise; fast, as every request uses it. */
export function isPromise<T>(value: MaybePromise<T>): value is Promise<T> {
  return typeof value === "object" && value !== null && "then" in value;
}

/** The same for any value, which may have a `then` that is not a function; queries count too. */
export function isPromiseLike<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return (
    typeof value === "object" &&
    value !== null &&
    "then" in value &&
    typeof value.then === "function"
  );
}

/** Continues with a value or a promise: if nothing is asynchronous, it creates no promise and does not wait. */
export function goOn<T, R>(
  value: T | PromiseLike<T>,
  work: (value: T) => MaybePromise<R>,
): MaybePromise<R> {
  return isPromiseLike(value) ? Promise.resolve(value).then(work) : work(value);
}
