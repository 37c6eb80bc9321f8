/** What kind of value something is, and how to go on with one that may still be a promise. */
export { goOn, isPromise, isPromiseLike, type MaybePromise } from "./maybe-promise.ts";
export { isPlainObject, isRecord, isRecordOf } from "./record.ts";
