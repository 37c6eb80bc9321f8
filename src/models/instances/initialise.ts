import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { databaseDefault } from "./database-default.ts";

/**
 * Sets the fields of a new object: what was given, else the default.
 *
 * @throws {TypeError} A name that the model lacks.
 */
export function initialise(object: object, info: ModelInfo, data: object): void {
  const given = new Map<string, unknown>(Object.entries(data));
  for (const field of info.fields.values()) {
    if (field.declaration.kind === "compositePrimaryKey" || field.generated) continue;
    const byName = given.get(field.name);
    const value = byName === undefined ? given.get(field.attribute) : byName;
    given.delete(field.name);
    given.delete(field.attribute);
    Reflect.set(object, field.attribute, null);
    if (value === undefined) Reflect.set(object, field.attribute, defaultOf(field));
    else Reflect.set(object, byName === undefined ? field.attribute : field.name, value);
  }
  if (given.size > 0) setOthers(object, info, given);
}

/** What is no field but can be set: `pk`, a generic relation, what the class defines. */
function setOthers(object: object, info: ModelInfo, given: ReadonlyMap<string, unknown>): void {
  for (const [name, value] of given) {
    if (!isSettable(object, info, name)) {
      throw new TypeError(`${info.name}() got unexpected keyword arguments: '${name}'`);
    }
    if (value !== undefined) Reflect.set(object, name, value);
  }
}

function isSettable(object: object, info: ModelInfo, name: string): boolean {
  if (name === "pk") return true;
  const kind = info.declaration.fields[name]?.declaration.kind;
  if (kind !== undefined) return kind === "genericForeignKey";
  for (let at: unknown = Object.getPrototypeOf(object); at; at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, name);
    if (found) return found.set !== undefined;
  }
  return false;
}

/** What a field holds when nothing was given: its default, or Django's for its kind. */
export function defaultOf(field: FieldInfo): unknown {
  const { declaration, nullable } = field;
  if (declaration.default !== undefined) {
    const { default: given } = declaration;
    return typeof given === "function" ? Reflect.apply(given, undefined, []) : given;
  }
  if (declaration.dbDefault !== undefined) return databaseDefault;
  return emptyTexts.has(declaration.kind) && !nullable ? "" : null;
}

const emptyTexts: ReadonlySet<string> = new Set([
  "char",
  "choice",
  "email",
  "file",
  "image",
  "slug",
  "text",
  "url",
]);
