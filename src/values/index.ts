/** Tests types of values, compares lists, and continues with values that may be promises. */
export { inCommon } from "./in-common.ts";
export { goOn, isPromise, isPromiseLike, type MaybePromise } from "./maybe-promise.ts";
export { isPlainObject, isRecord, isRecordOf } from "./record.ts";
export { utf8Text } from "./utf8-text.ts";
