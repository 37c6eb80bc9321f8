/** Types of JSON values. */
export type SchemaType = "array" | "boolean" | "integer" | "null" | "number" | "object" | "string";

/** A schema, or an object that becomes one when the document is written. */
export type SchemaLike = Schema | { toJSON(): Schema };

/** A JSON Schema (draft 2020-12), as in OpenAPI 3.1. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: SchemaType | readonly SchemaType[];
  readonly title?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly contentMediaType?: string;
  readonly contentEncoding?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly items?: SchemaLike | false;
  readonly prefixItems?: readonly SchemaLike[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, SchemaLike>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SchemaLike | boolean;
  readonly allOf?: readonly SchemaLike[];
  readonly anyOf?: readonly SchemaLike[];
  readonly oneOf?: readonly SchemaLike[];
}

/** The same schema, also allowing null. */
export function orNull(schema: Schema): Schema {
  if (schema.type === undefined && !schema.enum) {
    const isAnything = !schema.anyOf && !schema.allOf;
    return isAnything ? schema : { anyOf: [schema, { type: "null" }] };
  }
  return {
    ...schema,
    ...(schema.type && { type: [...new Set([schema.type, "null" as const].flat())] }),
    ...(schema.enum && { enum: [...schema.enum, null] }),
  };
}

/** One of these texts or numbers. */
export function oneOf(values: readonly (string | number)[]): Schema {
  const types = new Set(values.map(typeOf));
  const [type] = types;
  if (type === undefined) return { type: "string" };
  return { ...(types.size === 1 && { type }), enum: [...new Set(values)] };
}

function typeOf(value: string | number): SchemaType {
  if (typeof value === "string") return "string";
  return Number.isInteger(value) ? "integer" : "number";
}

/** A pattern that every reader of the document understands: without flags, in the syntax of flag u. */
export function patternOf(source: string): Schema {
  try {
    return { pattern: new RegExp(source, "u").source };
  } catch {
    return {};
  }
}
