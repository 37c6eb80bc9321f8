/** Formats JSON with the spaces and escapes of Python's `json.dumps`, as in Django's `as_json`. */
export function pythonJson(value: unknown): string {
  return written(value).replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Like {@link pythonJson}, without escaping characters. */
export function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if ("toJSON" in value && typeof value.toJSON === "function") return written(value.toJSON());
  const pairs = Object.entries(value).map(
    ([key, each]) => `${JSON.stringify(key)}: ${written(each)}`,
  );
  return `{${pairs.join(", ")}}`;
}
