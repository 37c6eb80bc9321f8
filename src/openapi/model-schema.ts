import { infoOf, type AnyModel, type FieldInfo, type ModelInfo } from "../models/index.ts";
import type { ColumnKind, ColumnType } from "../query/index.ts";
import { oneOf, orNull, type Schema } from "./schema.ts";

/**
 * The schema of `toJson` for an object of a model. Members of the class besides its fields may be any JSON,
 * as their types are unknown at run time.
 *
 * @param names As for `toJson`.
 * @throws {TypeError} When the document is built: an unknown name, or a relation that is not a single value.
 *
 * @example
 * const shown = ["id", "questionText"] as const;
 * const answer = modelSchema(Question, shown); // of question.toJson(shown)
 */
export function modelSchema<M extends AnyModel>(
  model: M,
  names: readonly (keyof InstanceType<M> & string)[],
): { toJSON(): Schema } {
  // Related models are known only once the project is set up.
  return { toJSON: () => schemaOf(infoOf(model), names) };
}

function schemaOf(info: ModelInfo, names: readonly string[]): Schema {
  return {
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name, propertyOf(info, name)])),
    required: [...names],
  };
}

function propertyOf(info: ModelInfo, name: string): Schema {
  const field = fieldOf(info, name);
  if (field) return fieldSchema(field);
  const isOfClass = typeof info.model === "function" && name in Object(info.model.prototype);
  if (isOfClass && !info.relations.has(name)) return {};
  throw new TypeError(`modelSchema(): '${name}' is not a field of ${info.label}.`);
}

/** Finds a field by its name, or by the attribute with a relation's key. */
export function fieldOf(info: ModelInfo, name: string): FieldInfo | undefined {
  if (name === "pk") return info.primaryKey;
  return info.fields.get(name) ?? info.attributes.get(name);
}

function fieldSchema(field: FieldInfo): Schema {
  const { blank = false, choices, helpText } = field.declaration;
  const schema = choices === undefined ? ofKind(field) : oneOf(valuesOf(choices, blank));
  return {
    ...(field.nullable ? orNull(schema) : schema),
    ...(helpText !== undefined && helpText !== "" && { description: helpText }),
  };
}

function valuesOf(choices: readonly unknown[], blank: boolean): readonly (string | number)[] {
  const values = choices.flatMap(flat);
  return blank && values.every((value) => typeof value === "string") ? [...values, ""] : values;
}

/** The values of a choice: a plain value, the value of a pair, or those of a group. */
function flat(choice: unknown): readonly (string | number)[] {
  if (!Array.isArray(choice)) return [typeof choice === "number" ? choice : String(choice)];
  const [value, label]: readonly unknown[] = choice;
  return Array.isArray(label) ? label.flatMap(flat) : flat(value);
}

function ofKind(field: FieldInfo): Schema {
  const { kind } = field.declaration;
  const schema = columnSchema(field.type);
  if (kind === "email") return { ...schema, format: "email" };
  return kind === "url" ? { ...schema, format: "uri" } : schema;
}

const INTEGER = { type: "integer", format: "int32" } as const;
const LARGE = { type: "integer", format: "int64" } as const;
const TEXT = { type: "string" } as const;

const columns: Readonly<Record<ColumnKind, Schema>> = {
  array: { type: "array" },
  bigInteger: LARGE,
  binary: { type: "string", contentEncoding: "base64" },
  boolean: { type: "boolean" },
  char: TEXT,
  composite: { type: "array" },
  date: { type: "string", format: "date" },
  datetime: { type: "string", format: "date-time" },
  decimal: { type: "string", format: "decimal" },
  duration: { type: "string", examples: ["1 02:30:00"] },
  float: { type: "number", format: "double" },
  genericIPAddress: TEXT,
  integer: INTEGER,
  json: {},
  positiveBigInteger: { ...LARGE, minimum: 0 },
  positiveInteger: { ...INTEGER, minimum: 0 },
  positiveSmallInteger: { ...INTEGER, minimum: 0 },
  smallInteger: INTEGER,
  text: TEXT,
  time: { type: "string", examples: ["09:30:00"] },
  uuid: { type: "string", format: "uuid" },
};

/** The schema of a column's value in `toJson`. */
export function columnSchema({ kind, maxLength, element }: ColumnType): Schema {
  return {
    ...columns[kind],
    ...(maxLength !== undefined && columns[kind].type === "string" && { maxLength }),
    ...(element && { items: columnSchema(element) }),
  };
}
