import { infoOf } from "../meta/registry.ts";
import { choiceLabel } from "./choices.ts";

/** Templates ask objects under this name for what Django calls otherwise. */
export const templateAttribute: unique symbol = Symbol.for("mkweb.templateAttribute") as never;

/**
 * An object's attribute by Django's name: `author_id`, `get_status_display`, `book_set`; `undefined` if it has
 * none.
 */
export function templateAttributeOf(object: object, name: string): unknown {
  if (name in object) return Reflect.get(object, name);
  const info = infoOf(object.constructor);
  const [, displayed] = /^get_(.+)_display$/.exec(name) ?? [];
  if (displayed !== undefined) {
    const field = info.fields.get(camelCase(displayed)) ?? info.fields.get(displayed);
    return field && choiceLabel(field, Reflect.get(object, field.attribute));
  }
  const camel = camelCase(name);
  return camel in object ? Reflect.get(object, camel) : relatedAttribute(object, name);
}

/** Set by the files that know related objects: what a relation without a property of its own leads to. */
let relatedAttribute: (object: object, name: string) => unknown = () => undefined;

export function setRelatedAttribute(find: (object: object, name: string) => unknown): void {
  relatedAttribute = find;
}

function camelCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
