/**
 * Writes JSON as Python's `json.dumps` does: with a space after commas and colons, and everything except
 * ASCII escaped. Django compares JSON on SQLite as text, so rows must have this form.
 *
 * @throws {TypeError} A part is a BigInt, or the value contains itself.
 */
export function pythonJson(value: unknown): string {
  return pythonJsonText(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The same for people: characters beyond ASCII stay. */
export function pythonJsonText(value: unknown): string {
  return write(JSON.parse(JSON.stringify(value) ?? "null"));
}

function write(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(write).join(", ")}]`;
  const members = Object.entries(value).map(
    ([name, each]) => `${JSON.stringify(name)}: ${write(each)}`,
  );
  return `{${members.join(", ")}}`;
}

/**
 * Checks for values without a JSON form, which JSON.stringify would drop or convert to `{}` and `null`.
 *
 * @throws {TypeError} A part is a function, symbol, BigInt, NaN or Infinity, a Map, Set, bytes or the like.
 */
export function requireJson(value: unknown, around: readonly object[] = []): void {
  if (value === undefined && around.length > 0) return;
  if (typeof value !== "object" || value === null) {
    if (isJsonLeaf(value)) return;
    throw new TypeError("expected a JSON value");
  }
  if (around.includes(value)) throw new TypeError("expected a value that does not contain itself");
  const inside = [...around, value];
  const toJson: unknown = Reflect.get(value, "toJSON");
  if (typeof toJson === "function") return requireJson(Reflect.apply(toJson, value, []), inside);
  if (!Array.isArray(value) && !plainTags.has(Object.prototype.toString.call(value))) {
    throw new TypeError("expected a JSON value");
  }
  for (const each of Object.values(value)) requireJson(each, inside);
}

const plainTags: ReadonlySet<string> = new Set(
  ["Object", "Boolean", "Number", "String"].map((tag) => `[object ${tag}]`),
);

function isJsonLeaf(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "string" || typeof value === "boolean" || value === null;
}
