import { isEmptyValue } from "./empty.ts";

const truth = Symbol.for("mkweb.truth");

/** Python's `bool()` for values in forms. Values that define their own truth, such as a missing file, are asked. */
export function isTrue(value: unknown): boolean {
  if (typeof value === "object" && value !== null && truth in value) return value[truth] === true;
  return !isEmptyValue(value) && value !== false && value !== 0 && value !== 0n;
}
