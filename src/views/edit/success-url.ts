/**
 * Inserts the object's fields into an address: `/polls/{id}/`; `{{` and `}}` print braces.
 *
 * @throws {TypeError} The object has no such field.
 */
export function successUrlFor(url: string, object: object): string {
  return url.replaceAll(/\{\{|\}\}|\{(\w*)\}/g, (found, name?: string) => {
    if (name === undefined) return found.charAt(0);
    const value: unknown = name in Object.prototype ? undefined : Reflect.get(object, name);
    if (typeof value === "string" || typeof value === "number" || typeof value === "bigint") {
      return String(value);
    }
    throw new TypeError(
      `The successUrl '${url}' uses '${found}', but ${object.constructor.name} has no such text or number.`,
    );
  });
}
