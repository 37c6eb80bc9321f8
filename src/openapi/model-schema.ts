import { infoOf, type AnyModel, type FieldInfo, type ModelInfo } from "../models/index.ts";
import type { ColumnKind, ColumnType } from "../query/index.ts";
import { oneOf, orNull, type Schema } from "./schema.ts";

/**
 * The schema of what `toJson` gives of an object of a model. What the class defines besides its fields can be any
 * JSON, for nothing says what it is.
 *
 * @param names As for `toJson`.
 * @throws {TypeError} When the document is made: a name that the model lacks, or a relation that is more than a value.
 *
 * @example
 * const shown = ["id", "questionText"] as const;
 * const answer = modelSchema(Question, shown); // of question.toJson(shown)
 */
export function modelSchema<M extends AnyModel>(
  model: M,
  names: readonly (keyof InstanceType<M> & string)[],
): { toJSON(): Schema } {
  // The models that relations lead to are known once the project is set up.
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

/** A field by its name, or that of the attribute which holds a relation's value. */
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

/** The values of a choice: itself, that of a pair, those of a group. */
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

/** A value of a column, as `toJson` gives it. */
export function columnSchema({ kind, maxLength, element }: ColumnType): Schema {
  return {
    ...columns[kind],
    ...(maxLength !== undefined && columns[kind].type === "string" && { maxLength }),
    ...(element && { items: columnSchema(element) }),
  };
}
