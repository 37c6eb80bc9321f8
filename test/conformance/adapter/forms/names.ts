/** Django's names in Python are snake_case; here they are camelCase. */
export function camel(name: string): string {
  return name.replaceAll(/_+([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Options by our names, values as they are given. */
export function camelKeys(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).map(([key, value]) => [camel(key), value]));
}
