/** Explains why data cannot become JSON: names the place, never the values. */

/** Returns a clearer error to throw in place of JSON.stringify's. */
export function unwritable(data: unknown, cause: unknown): unknown {
  const found = search(data, "the data", new Set());
  if (found === undefined) return cause;
  return new TypeError(`JSON has no form for ${found.where}: ${found.why}`, { cause });
}

interface Found {
  readonly where: string;
  readonly why: string;
}

/** Returns the first value that JSON cannot represent, in JSON.stringify's order. */
function search(value: unknown, path: string, above: ReadonlySet<object>): Found | undefined {
  if (typeof value === "bigint") {
    return {
      where: path,
      why: "it is a bigint. Write it as a text, String(value), or as a number.",
    };
  }
  if (typeof value !== "object" || value === null) return undefined;
  if (above.has(value)) return { where: path, why: "it contains itself." };
  if ("toJSON" in value && typeof value.toJSON === "function") return refusal(value, path, above);
  const inside = new Set([...above, value]);
  for (const [key, inner] of Object.entries(value)) {
    const place = path === "the data" ? key : `${path}.${key}`;
    const found = search(inner, place, inside);
    if (found) return found;
  }
  return undefined;
}

function refusal(
  value: { readonly toJSON?: unknown; readonly constructor: Function },
  path: string,
  above: ReadonlySet<object>,
): Found | undefined {
  const { name } = value.constructor;
  const where = `${path}, an object of the class ${name === "" ? "without a name" : name}`;
  try {
    const written: unknown = Reflect.apply(Object(value.toJSON), value, [""]);
    return written === value ? undefined : search(written, path, new Set([...above, value]));
  } catch (error) {
    return { where, why: error instanceof Error ? error.message : "it refuses." };
  }
}
