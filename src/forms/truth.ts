import { isEmptyValue } from "./empty.ts";

/** Python's `bool()`, for the values that forms meet. */
export function isTrue(value: unknown): boolean {
  return !isEmptyValue(value) && value !== false && value !== 0 && value !== 0n;
}
