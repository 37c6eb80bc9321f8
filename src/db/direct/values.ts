import { wrap, type EntityProperty } from "@mikro-orm/core";
import type { SqlEntityManager } from "@mikro-orm/sql";
import type { SqlValue } from "../../connections/index.ts";

/** What a statement takes as it is. Anything else, an operator or raw SQL, is MikroORM's to deal with. */
export function isSqlValue(value: unknown): value is NonNullable<SqlValue> {
  return (
    typeof value === "string" ||
    typeof value === "number" ||
    typeof value === "boolean" ||
    typeof value === "bigint" ||
    value instanceof Date ||
    value instanceof Uint8Array
  );
}

/** A field's value as the database holds it; `undefined` if it is none that something can be equal to. */
export function toParam(
  em: SqlEntityManager,
  property: EntityProperty,
  value: unknown,
): NonNullable<SqlValue> | undefined {
  const plain = isObjectOf(property, value) ? keyOf(value) : value;
  if (!isSqlValue(plain)) return undefined;
  const { customType } = property;
  if (!customType) return plain;
  const stored: unknown = customType.convertToDatabaseValue(plain, em.getPlatform(), {
    fromQuery: true,
    key: property.name,
    mode: "query",
  });
  return isSqlValue(stored) ? stored : undefined;
}

/** An object of the model that a relation leads to. */
export function isObjectOf({ targetMeta }: EntityProperty, value: unknown): value is object {
  return targetMeta !== undefined && value instanceof targetMeta.class;
}

/** The primary key of a saved object. */
export function keyOf(entity: object): unknown {
  return wrap(entity, true).getPrimaryKey();
}

/** What goes wrong, as MikroORM's own statements have it: `IntegrityError` for what the database refuses. */
export async function explained<T>(em: SqlEntityManager, result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    throw error instanceof Error ? em.getDriver().convertException(error) : error;
  }
}
