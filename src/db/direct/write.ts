import { wrap, type EntityData } from "@mikro-orm/core";
import type { SqlEntityManager } from "@mikro-orm/sql";
import type { Row, SqlValue } from "../../connections/index.ts";
import type { OpenUnit } from "../unit-of-work.ts";
import { hasFittingValues, inverseCollections, ownCollections, setReferences } from "./ready.ts";
import { tableOf, type Table } from "./table.ts";
import { explained, isObjectOf, isSqlValue } from "./values.ts";

/**
 * Inserts a new object and makes it one of the unit of work, as MikroORM's flush would.
 *
 * @returns `false`, with nothing written, if it takes more than its row or something is wrong with it.
 */
export async function insertDirectly(
  { em, connection }: OpenUnit,
  entity: object,
): Promise<boolean> {
  const wrapped = wrap(entity, true);
  const table = tableOf(em, wrapped.__meta);
  if (!table || !setReferences(em, table, entity)) return false;
  const own = ownCollections(table, entity);
  const inverse = inverseCollections(table, entity);
  if (!own || !inverse || !hasFittingValues(table, entity, true)) return false;
  const payload: EntityData<object> = em.getComparator().prepareEntity(entity);
  const row = rowOf(table, payload);
  if (!row) return false;
  const inserted = await explained(em, connection.get(insertSql(table, row.names), row.values));
  const key = table.primary.property.name;
  if (!row.names.includes(key)) {
    const [value, stored] = givenKey(em, table, inserted);
    wrapped.setPrimaryKey(value);
    Object.assign(payload, { [key]: stored });
  }
  wrapped.__managed = true;
  const schema = em.getPlatform().getDefaultSchemaName();
  if (schema !== undefined) wrapped.__schema ??= schema;
  em.getUnitOfWork().register(entity, payload, { refresh: true });
  markPopulated(table, entity);
  for (const each of [...own, ...inverse]) each.takeSnapshot();
  return true;
}

/**
 * Updates the changed columns of an object.
 *
 * @returns `false`, with nothing written, if more than its row has changed or something is wrong with it.
 */
export async function updateDirectly(
  { em, connection }: OpenUnit,
  entity: object,
): Promise<boolean> {
  const wrapped = wrap(entity, true);
  const { __meta: meta, __originalEntityData: before } = wrapped;
  const table = tableOf(em, meta);
  if (!table || !before || !wrapped.__initialized) return false;
  if (!setReferences(em, table, entity)) return false;
  const own = ownCollections(table, entity);
  const inverse = inverseCollections(table, entity);
  if (!own || !inverse || !hasFittingValues(table, entity, false)) return false;
  const comparator = em.getComparator();
  const now: EntityData<object> = comparator.prepareEntity(entity);
  const changed = rowOf(table, comparator.diffEntities(meta.class, before, now));
  const key = table.primary.property.name;
  const stored: unknown = Reflect.get(before, key);
  if (!changed || changed.names.includes(key) || !isSqlValue(stored)) return false;
  if (changed.names.length > 0) {
    const sql = updateSql(table, changed.names);
    await explained(em, connection.run(sql, [...changed.values, stored]));
    wrapped.__originalEntityData = now;
  }
  for (const each of inverse) each.takeSnapshot();
  return true;
}

/** Columns and values; `undefined` if a value is not plain. */
function rowOf(table: Table, data: EntityData<object>) {
  const names: string[] = [];
  const values: SqlValue[] = [];
  for (const [name, value] of Object.entries<unknown>(data)) {
    if (!table.columns.has(name) || (value !== null && !isSqlValue(value))) return undefined;
    names.push(name);
    values.push(value);
  }
  return { names, values };
}

function insertSql(table: Table, names: readonly string[]): string {
  return statement(table, `insert ${names.join()}`, () => {
    const columns = names.map((name) => table.columns.get(name)?.name).join(", ");
    const marks = names.map(() => "?").join(", ");
    const values = names.length === 0 ? "default values" : `(${columns}) values (${marks})`;
    return `insert into ${table.name} ${values} returning ${table.primary.name}`;
  });
}

function updateSql(table: Table, names: readonly string[]): string {
  return statement(table, `update ${names.join()}`, () => {
    const columns = names.map((name) => `${table.columns.get(name)?.name} = ?`).join(", ");
    return `update ${table.name} set ${columns} where ${table.primary.name} = ?`;
  });
}

function statement({ statements }: Table, shape: string, make: () => string): string {
  const known = statements.get(shape);
  if (known !== undefined) return known;
  const sql = make();
  statements.set(shape, sql);
  return sql;
}

/** The key the database gave, as the object holds it and as it is stored. */
function givenKey(
  em: SqlEntityManager,
  { primary: { property } }: Table,
  row: Row | undefined,
): readonly [value: unknown, stored: unknown] {
  const given = row?.[property.fieldNames[0] ?? property.name];
  const { customType } = property;
  if (!customType) return [given, given];
  const platform = em.getPlatform();
  const value: unknown = customType.convertToJSValue(given, platform);
  return [value, customType.convertToDatabaseValue(value, platform, { mode: "serialization" })];
}

/** Loaded relations are written out with the object, by `toJSON` for example. */
function markPopulated({ relations }: Table, entity: object): void {
  wrap(entity).populated();
  for (const { property } of relations) {
    const target: unknown = Reflect.get(entity, property.name);
    if (isObjectOf(property, target)) wrap(target).populated();
  }
}
