/** Whether a value is an object with named members, like in JSON: neither an array nor `null`. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The same with members of one type. */
export function isRecordOf<T>(
  value: unknown,
  isMember: (each: unknown) => each is T,
): value is Readonly<Record<string, T>> {
  return isRecord(value) && Object.values(value).every(isMember);
}

/** Whether a value is a plain object like `{}`, without a class. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
