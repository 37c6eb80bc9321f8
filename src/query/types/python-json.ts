/**
 * JSON as Python's `json.dumps` writes it: a blank after commas and colons, everything beyond ASCII escaped.
 * Django compares JSON on SQLite as texts, so a row that it is to find has to look like that.
 *
 * @throws {TypeError} A part is a BigInt, or the value contains itself.
 */
export function pythonJson(value: unknown): string {
  const plain: unknown = JSON.parse(JSON.stringify(value) ?? "null");
  return write(plain).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function write(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(write).join(", ")}]`;
  const members = Object.entries(value).map(
    ([name, each]) => `${JSON.stringify(name)}: ${write(each)}`,
  );
  return `{${members.join(", ")}}`;
}
