import { raw, type EntityMetadata, type EntityProperty } from "@mikro-orm/core";
import type { FieldsOf } from "./instance.ts";
import { Combined, FieldReference, Lookup } from "./lookups.ts";

/** Conditions by field; all of them hold. A relation takes an object, its id, or conditions on it. */
export type Where<T> = Combined<T> | Conditions<FieldsOf<T>>;

type Conditions<Fields> = {
  readonly [Name in keyof Fields as Name extends string ? Name : never]?: Condition<Fields[Name]>;
} & {
  /** Conditions are no object of another model. */
  readonly save?: never;
};

type Condition<Value> =
  NonNullable<Value> extends { readonly owner: object; [at: number]: infer Item }
    ? Where<Item>
    : NonNullable<Value> extends { save(): unknown; readonly id: infer Id }
      ? Value | Id | Where<NonNullable<Value>> | Lookup<Id>
      : Value | Lookup<NonNullable<Value>>;

type Filter = Readonly<Record<string | symbol, unknown>>;

/** Conditions as MikroORM takes them. Values are checked here, so none can become an operator. */
export function toFilter(where: object, meta: EntityMetadata, negated = false): Filter {
  if (where instanceof Combined) {
    const inside = where.kind === "$not" ? !negated : negated;
    const parts = where.parts.map((part) => toFilter(part, meta, inside));
    return where.kind === "$not" ? { $not: parts[0] ?? {} } : { [where.kind]: parts };
  }
  const parts = Object.entries(where).flatMap(([name, value]) => {
    const property = meta.properties[name as never] as EntityProperty | undefined;
    if (!property) throw unknownField(meta, name);
    return fieldFilter(property, value, meta, negated);
  });
  return { $and: parts };
}

function fieldFilter(
  property: EntityProperty,
  value: unknown,
  meta: EntityMetadata,
  negated: boolean,
): readonly Filter[] {
  const { name } = property;
  const found = isNested(property, value)
    ? [{ [name]: toFilter(value, targetOf(property), negated) }]
    : [
        value instanceof Lookup
          ? lookupFilter(property, value, meta)
          : { [name]: plain(property, value, meta) },
      ];
  // `not (a = 1)` is unknown for a row without a; Django counts it in.
  const mayBeNull = negated && property.nullable === true && value !== null;
  return mayBeNull && !isNullLookup(value) ? [...found, { [name]: { $ne: null } }] : found;
}

function isNullLookup(value: unknown): boolean {
  return value instanceof Lookup && value.operation.operator === "isNull";
}

function lookupFilter(
  { name, fieldNames }: EntityProperty,
  { operation }: Lookup<unknown>,
  meta: EntityMetadata,
): Filter {
  switch (operation.operator) {
    case "isNull":
      return { [name]: operation.value ? null : { $ne: null } };
    case "range": {
      const [first, last] = operation.value;
      return { [name]: { $gte: first, [operation.open ? "$lt" : "$lte"]: last } };
    }
    case "like":
      return likeFilter(fieldNames[0] ?? name, operation);
    default:
      return operation.value instanceof FieldReference
        ? fieldsFilter(fieldNames[0] ?? name, operation.operator, operation.value, meta)
        : { [name]: { [operation.operator]: operation.value } };
  }
}

const signs = { $gt: ">", $gte: ">=", $lt: "<", $lte: "<=", $in: "in" } as const;

/** Two columns of one row. */
function fieldsFilter(
  column: string,
  operator: keyof typeof signs,
  { field }: FieldReference,
  meta: EntityMetadata,
): Filter {
  const property = meta.properties[field as never] as EntityProperty | undefined;
  if (!property) throw unknownField(meta, field);
  const other = property.fieldNames[0] ?? field;
  const fragment = raw(
    (alias) => `"${alias}"."${column}" ${signs[operator]} "${alias}"."${other}"`,
  );
  return { [fragment as unknown as symbol]: [] };
}

/** SQLite knows no escape character unless told, so `like` is written out. */
function likeFilter(
  column: string,
  { value, ignoreCase }: { value: string; ignoreCase: boolean },
): Filter {
  const fragment = raw(
    (alias) => {
      const field = `"${alias}"."${column}"`;
      return ignoreCase
        ? `upper(${field}) like upper(?) escape '\\'`
        : `${field} like ? escape '\\'`;
    },
    [value],
  );
  // As a key the fragment becomes a symbol that MikroORM finds it by.
  return { [fragment as unknown as symbol]: [] };
}

/** Conditions on the fields of a related model. */
function isNested(property: EntityProperty, value: unknown): value is object {
  if (property.targetMeta === undefined || typeof value !== "object" || value === null)
    return false;
  return value instanceof Combined || Object.getPrototypeOf(value) === Object.prototype;
}

function targetOf(property: EntityProperty): EntityMetadata {
  if (property.targetMeta) return property.targetMeta;
  throw new TypeError(`${property.name} is no relation.`);
}

function plain(property: EntityProperty, value: unknown, meta: EntityMetadata): unknown {
  const related = property.targetMeta !== undefined && value instanceof Object;
  const allowed =
    value === null ||
    ["string", "number", "bigint", "boolean"].includes(typeof value) ||
    value instanceof Date ||
    value instanceof Uint8Array ||
    (related && value instanceof (targetOf(property).class as never));
  if (allowed) return value;
  throw new TypeError(
    `${meta.className}.${property.name} cannot be compared with ${describe(value)}. ` +
      "Give a value of the field's type, or a lookup such as gt(1).",
  );
}

function describe(value: unknown): string {
  return value === undefined ? "undefined" : `this ${typeof value}: ${JSON.stringify(value)}`;
}

function unknownField({ className, properties }: EntityMetadata, name: string): TypeError {
  const known = Object.keys(properties).join(", ");
  return new TypeError(`Cannot resolve keyword '${name}' into field. ${className} has: ${known}`);
}
