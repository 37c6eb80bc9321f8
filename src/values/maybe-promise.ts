export type MaybePromise<T> = T | Promise<T>;

/** Whether an answer is still to come; quick, for what every request asks. */
export function isPromise<T>(value: MaybePromise<T>): value is Promise<T> {
  return typeof value === "object" && value !== null && "then" in value;
}

/** The same for any value at all, which may have a `then` that is no function; a query can be waited for as well. */
export function isPromiseLike<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return (
    typeof value === "object" &&
    value !== null &&
    "then" in value &&
    typeof value.then === "function"
  );
}

/** Goes on with what is there, or will be: where nothing is asynchronous, no promise is made and no turn is waited. */
export function goOn<T, R>(
  value: T | PromiseLike<T>,
  work: (value: T) => MaybePromise<R>,
): MaybePromise<R> {
  return isPromiseLike(value) ? Promise.resolve(value).then(work) : work(value);
}
