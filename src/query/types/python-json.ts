/**
 * JSON as Python's `json.dumps` writes it: a blank after commas and colons, everything beyond ASCII escaped.
 * Django compares JSON on SQLite as texts, so a row that it is to find has to look like that.
 *
 * @throws {TypeError} A part is a BigInt, or the value contains itself.
 */
export function pythonJson(value: unknown): string {
  return pythonJsonText(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The same for people: what is beyond ASCII stays as it is. */
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
 * JSON.stringify leaves out or turns into `{}` and `null` what JSON lacks; stored so, it would be lost.
 *
 * @throws {TypeError} A part is a function, symbol, BigInt, NaN or Infinity, a Map, Set, bytes or the like.
 */
export function requireJson(value: unknown, around: readonly object[] = []): void {
  if (value === undefined && around.length > 0) return;
  if (typeof value !== "object" || value === null) {
    if (isJsonLeaf(value)) return;
    throw new TypeError("expected a value that JSON has");
  }
  if (around.includes(value)) throw new TypeError("expected a value that does not contain itself");
  const inside = [...around, value];
  const toJson: unknown = Reflect.get(value, "toJSON");
  if (typeof toJson === "function") return requireJson(Reflect.apply(toJson, value, []), inside);
  if (!Array.isArray(value) && !plainTags.has(Object.prototype.toString.call(value))) {
    throw new TypeError("expected a value that JSON has");
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
