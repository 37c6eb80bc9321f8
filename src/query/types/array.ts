import type { ColumnType, Vendor } from "../meta.ts";

/** PostgreSQL's arrays of one type; SQLite has none. */
export function arrayType(element: ColumnType): ColumnType {
  return {
    kind: "array",
    element,
    prepare(value) {
      if (!Array.isArray(value)) throw new TypeError("expected a list");
      return value.map((each: unknown) => (each === null ? null : element.prepare(each)));
    },
    toDatabase: (value, vendor) =>
      (value as unknown[]).map((each) => elementOf(element, each, vendor)),
    fromDatabase: { sqlite: undefined, postgresql: (raw: unknown) => readArray(raw, element) },
  };
}

function elementOf(element: ColumnType, value: unknown, vendor: Vendor): unknown {
  return value === null ? null : element.toDatabase(value, vendor);
}

/** Parses `{1,2,NULL}` or `{"a b",c}`, nested if the elements are arrays. */
function readArray(raw: unknown, element: ColumnType): unknown[] {
  if (typeof raw !== "string") return raw as unknown[];
  const parts: unknown[] = [];
  let at = 1;
  while (at < raw.length && raw[at] !== "}") {
    const end = endOfElement(raw, at);
    parts.push(readElement(raw.slice(at, end), element));
    at = raw[end] === "," ? end + 1 : end;
  }
  return parts;
}

function endOfElement(text: string, from: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign === "\\") at += 1;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === "{") depth += 1;
    else if (depth > 0 && sign === "}") depth -= 1;
    else if (depth === 0 && (sign === "," || sign === "}")) return at;
  }
  return text.length;
}

const numeric = /^(?:.*[iI]nteger|float)$/;

function readElement(text: string, element: ColumnType): unknown {
  if (text === "NULL") return null;
  const plain = text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, "$1") : text;
  if (element.kind === "array") return readArray(plain, element.element ?? element);
  if (element.kind === "boolean") return plain === "t";
  const raw = numeric.test(element.kind) ? Number(plain) : plain;
  const read = element.fromDatabase.postgresql;
  return read ? read(raw as never) : raw;
}
