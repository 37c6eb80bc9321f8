import type { EntityData, EntityMetadata } from "@mikro-orm/core";
import type { SqlEntityManager } from "@mikro-orm/sql";
import type { Row, SqlValue } from "../../connections/index.ts";
import type { OpenUnit } from "../unit-of-work.ts";
import { tableOf, type Table } from "./table.ts";
import { explained, toParam } from "./values.ts";

/**
 * Reads the rows whose fields equal values, without MikroORM's query builder, and makes them objects of
 * the unit of work as its `find` does.
 *
 * @param where Conditions, all of which hold. @param limit At most so many rows; default: all.
 * @returns `undefined` for a query that takes more: a lookup, a condition on a related model.
 */
export function findDirectly(
  { em, connection }: OpenUnit,
  meta: EntityMetadata,
  where: readonly object[],
  limit: number | undefined,
): Promise<readonly object[]> | undefined {
  const table = tableOf(em, meta);
  if (!table) return undefined;
  const params: SqlValue[] = [];
  let conditions = "";
  for (const part of where) {
    for (const [name, value] of Object.entries(part)) {
      const column = table.columns.get(name);
      if (!column?.comparable) return undefined;
      conditions += `${conditions === "" ? " where" : " and"} ${column.name} `;
      if (value === null) {
        conditions += "is null";
        continue;
      }
      const param = toParam(em, column.property, value);
      if (param === undefined) return undefined;
      conditions += "= ?";
      params.push(param);
    }
  }
  if (limit !== undefined) params.push(limit);
  const sql = `${table.select}${conditions}${table.order}${limit === undefined ? "" : " limit ?"}`;
  return objectsOf(em, table, explained(em, connection.all(sql, params)));
}

async function objectsOf(
  em: SqlEntityManager,
  { meta }: Table,
  result: Promise<readonly Row[]>,
): Promise<readonly object[]> {
  const rows = await result;
  const comparator = em.getComparator();
  const factory = em.getEntityFactory();
  const found = rows.map((row) => {
    const data: EntityData<object> = comparator.mapResult(meta, row);
    return factory.create(meta.class, data, { merge: true, convertCustomTypes: true });
  });
  // Nobody listens, but those that are loaded are counted as not announced until this.
  await em.getUnitOfWork().dispatchOnLoadEvent();
  return found;
}
