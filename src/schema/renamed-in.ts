/** Properties of rules that name fields. */
const places = new Set(["properties", "unique", "field", "include", "primaryKey"]);

/** Renames a field in every place where a rule names it: properties, conditions, covering fields. */
export function renamedIn<T>(value: T, from: string, to: string): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return renamed(value, from, to, "") as T;
}

function renamed(value: unknown, from: string, to: string, place: string): unknown {
  if (Array.isArray(value)) {
    if (place === "exclude") return value.map((pair: unknown) => exclusion(pair, from, to));
    return value.map((each) => renamed(each, from, to, place));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, renamed(each, from, to, key)]),
    );
  }
  if (!places.has(place)) return value;
  if (value === from) return to;
  return value === `-${from}` ? `-${to}` : value;
}

/** `["room", "="]`. */
function exclusion(pair: unknown, from: string, to: string): unknown {
  return Array.isArray(pair) ? [pair[0] === from ? to : pair[0], ...pair.slice(1)] : pair;
}
