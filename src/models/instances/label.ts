/** Default text of an object: `Book object (7)`; Django's `__str__`. */
export function labelOf(object: {
  readonly pk: unknown;
  readonly constructor: { readonly name: string };
}): string {
  const { pk } = object;
  const key = Array.isArray(pk) ? `(${pk.join(", ")})` : `${(pk ?? "None") as string | number}`;
  return `${object.constructor.name} object (${key})`;
}
