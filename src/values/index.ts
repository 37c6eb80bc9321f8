/** What kind of value something is, how much of two is the same, and how to go on with one that may still be a promise. */
export { inCommon } from "./in-common.ts";
export { goOn, isPromise, isPromiseLike, type MaybePromise } from "./maybe-promise.ts";
export { isPlainObject, isRecord, isRecordOf } from "./record.ts";
export { utf8Text } from "./utf8-text.ts";
