/**
 * Converts a value to text for a URL; `undefined` for values without a text form. `undefined` or `[object
 * Object]` in a URL is always a mistake.
 */
export function textOf(value: unknown): string | undefined {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
    case "bigint":
    case "boolean":
      return String(value);
    case "object":
      if (value === null || value.toString === Object.prototype.toString) return undefined;
      // oxlint-disable-next-line typescript/no-base-to-string -- it has a text of its own, as was just asked
      return value.toString();
    default:
      return undefined;
  }
}
