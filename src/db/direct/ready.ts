import { Collection, wrap } from "@mikro-orm/core";
import type { SqlEntityManager } from "@mikro-orm/sql";
import type { Column, Table } from "./table.ts";
import { isObjectOf, isSqlValue } from "./values.ts";

/**
 * Puts objects in place of the keys that relations were given.
 *
 * @returns Whether all of them are saved; one that is not has to be written first.
 */
export function setReferences(em: SqlEntityManager, table: Table, entity: object): boolean {
  return table.relations.every(({ property }) => {
    const value: unknown = Reflect.get(entity, property.name);
    if (value === undefined || value === null) return true;
    if (isObjectOf(property, value)) return wrap(value, true).__managed;
    if (!isSqlValue(value) || !property.targetMeta) return false;
    const target: object = em.getReference(property.targetMeta.class, value as never);
    return Reflect.set(entity, property.name, target);
  });
}

/** Whether every field has a value of its type; if not, MikroORM says which has none. */
export function hasFittingValues(table: Table, entity: object, isNew: boolean): boolean {
  for (const { property, isRelation } of table.columns.values()) {
    const value: unknown = Reflect.get(entity, property.name);
    if (value !== null && value !== undefined) {
      if (!isRelation && !fits(property, value)) return false;
    } else if (isNew) {
      const isFilled = property.nullable === true || property.autoincrement === true;
      if (!isFilled || property.onCreate) return false;
      if (value === undefined && hasDefault(property)) return false;
    }
  }
  return true;
}

function fits({ runtimeType, items, enum: isChoice }: Column["property"], value: unknown): boolean {
  if (isChoice === true && items) return items.includes(value as never);
  switch (runtimeType) {
    case "string":
    case "number":
    case "boolean":
      return typeof value === runtimeType;
    case "Date":
      return value instanceof Date;
    default:
      return true;
  }
}

/** A value that the database would give. */
function hasDefault({ default: value, defaultRaw }: Column["property"]): boolean {
  return (value !== undefined && value !== null) || defaultRaw !== undefined;
}

/**
 * The collections on the other side of an object's relations that have taken it in.
 *
 * @returns `undefined` if one of them holds others that are not saved.
 */
export function inverseCollections(
  table: Table,
  entity: object,
): readonly Collection<object>[] | undefined {
  const found: Collection<object>[] = [];
  for (const { property } of table.relations) {
    const target: unknown = Reflect.get(entity, property.name);
    if (property.inversedBy === undefined || !isObjectOf(property, target)) continue;
    const inverse: unknown = Reflect.get(target, property.inversedBy);
    if (!(inverse instanceof Collection) || !inverse.isDirty()) continue;
    const others = inverse.getItems(false).filter((item: object) => item !== entity);
    if (!others.every((item: object) => wrap(item, true).__managed)) return undefined;
    found.push(inverse);
  }
  return found;
}

/** The object's own collections; `undefined` if one of them has changed. */
export function ownCollections(
  table: Table,
  entity: object,
): readonly Collection<object>[] | undefined {
  const found = table.toMany
    .map(({ name }): unknown => Reflect.get(entity, name))
    .filter((each): each is Collection<object> => each instanceof Collection);
  return found.some((each) => each.isDirty()) ? undefined : found;
}
