/** Names whose values a debug page never shows; the list is Django's. */
const hidden = /API|AUTH|TOKEN|KEY|SECRET|PASS|SIGNATURE|HTTP_COOKIE/i;
export const substitute = "********************";

/** A value fit for a debug page: secrets replaced, in nested objects and in URLs too. */
export function cleanse(name: string, value: unknown, depth = 0): unknown {
  if (hidden.test(name)) return substitute;
  if (typeof value === "string") return withoutCredentials(value);
  if (typeof value !== "object" || value === null || depth > 6) return value;
  if (Array.isArray(value)) return value.map((each) => cleanse("", each, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, cleanse(key, each, depth + 1)]),
  );
}

/** `postgres://user:secret@host` without the secret. */
function withoutCredentials(text: string): string {
  return text.replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:)[^\s/@]+@/gi, `$1${substitute}@`);
}
