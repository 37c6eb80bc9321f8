import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { databaseDefault } from "./database-default.ts";

/**
 * Sets a new object's fields to the given values or defaults.
 *
 * @throws {TypeError} If the model lacks a name.
 */
export function initialise(object: object, info: ModelInfo, data: object): void {
  const target = object as Record<string, unknown>;
  const given = data as Readonly<Record<string, unknown>>;
  let known = 0;
  for (const { field, name, attribute, fixed } of settableFields(info)) {
    const hasName = Object.hasOwn(given, name);
    const hasAttribute = name !== attribute && Object.hasOwn(given, attribute);
    known += Number(hasName) + Number(hasAttribute);
    const byName = hasName ? given[name] : undefined;
    const value = byName === undefined && hasAttribute ? given[attribute] : byName;
    // Setters expect the column to exist.
    if (field.isFile || (name !== attribute && isObject(byName))) target[attribute] = null;
    if (value === undefined) target[attribute] = fixed === undefined ? defaultOf(field) : fixed;
    else target[isObject(byName) ? name : attribute] = value;
  }
  const names = Object.keys(data);
  if (names.length > known) setOthers(object, info, names, given);
}

/** Returns the names that a new object of a model does not accept. */
export function unknownNames(info: ModelInfo, names: readonly string[]): readonly string[] {
  const fields = new Set(settableFields(info).flatMap(({ name, attribute }) => [name, attribute]));
  return names.filter((name) => !fields.has(name) && !isSettable(info.model.prototype, info, name));
}

/** Objects go through the relation's setter; a key alone belongs in the column. */
function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

interface Settable {
  readonly field: FieldInfo;
  readonly name: string;
  readonly attribute: string;
  /** The default, unless it is computed for each object. */
  readonly fixed: unknown;
}

const settable = new WeakMap<ModelInfo, readonly Settable[]>();

function settableFields(info: ModelInfo): readonly Settable[] {
  const found = settable.get(info);
  if (found) return found;
  const fields = [...info.fields.values()]
    .filter((field) => field.declaration.kind !== "compositePrimaryKey" && !field.generated)
    .map((field): Settable => {
      const { name, attribute, declaration } = field;
      const isFixed = typeof declaration.default !== "function";
      return { field, name, attribute, fixed: isFixed ? defaultOf(field) : undefined };
    });
  settable.set(info, fields);
  return fields;
}

/** Sets what is not a field: `pk`, a generic relation, what the class defines. */
function setOthers(
  object: object,
  info: ModelInfo,
  names: readonly string[],
  given: Readonly<Record<string, unknown>>,
): void {
  const [unknown] = unknownNames(info, names);
  if (unknown !== undefined) {
    throw new TypeError(`${info.name}() got unexpected keyword arguments: '${unknown}'`);
  }
  const fields = new Set(settableFields(info).flatMap(({ name, attribute }) => [name, attribute]));
  for (const name of names.filter((each) => !fields.has(each))) {
    const value = given[name];
    if (value !== undefined) Reflect.set(object, name, value);
  }
}

function isSettable(prototype: unknown, info: ModelInfo, name: string): boolean {
  if (name === "pk") return true;
  // Data must not set properties of Object.prototype, such as __proto__.
  if (name in Object.prototype) return false;
  const kind = info.declaration.fields[name]?.declaration.kind;
  if (kind !== undefined) return kind === "genericForeignKey";
  for (let at: unknown = prototype; at; at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, name);
    if (found) return found.set !== undefined;
  }
  return false;
}

/** Returns a field's value if none is given: its default, or Django's for its kind. */
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
