/** A key stands alone or as the value of a cookie. Keys are random: the first in an answer becomes `<key1>`. Those a case chose, `fixed…`, stay. */
export function hideSessionKeys<T>(answer: T): T {
  const seen = new Map<string, string>();
  const hide = (value: unknown): unknown => {
    if (typeof value === "string") {
      return value.replace(/(?<=^|=)(?!fixed)[a-z0-9]{32}(?=;|$)/g, (key) => {
        const name = seen.get(key) ?? `<key${seen.size + 1}>`;
        seen.set(key, name);
        return name;
      });
    }
    if (Array.isArray(value)) return value.map(hide);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hide(item)]));
  };
  return hide(answer) as T;
}
