import { wrap, type EntityMetadata } from "@mikro-orm/core";
import type { SqlEntityManager } from "@mikro-orm/sql";
import { labelOf } from "./definitions.ts";
import { atomic, currentUnit } from "./unit-of-work.ts";

/** How many rows were deleted, in all and by model. */
export type Deleted = readonly [total: number, byModel: Readonly<Record<string, number>>];

/** Deletes one object's row and what belongs to it, and counts both. */
export async function deleteInstance(entity: object): Promise<Deleted> {
  const { em } = await currentUnit();
  const { __meta: meta } = wrap(entity, true);
  const key = Reflect.get(entity, String(meta.primaryKeys[0]));
  const deleted = await deleteRows(em, meta, [key]);
  em.getUnitOfWork().unsetIdentity(entity);
  return deleted;
}

/**
 * Deletes rows by their keys, and what belongs to them first: in tables that Django made, the database
 * does not do it by itself.
 */
export function deleteRows(
  em: SqlEntityManager,
  meta: EntityMetadata,
  keys: readonly unknown[],
): Promise<Deleted> {
  return atomic(async () => {
    const counts = new Map<EntityMetadata, Set<unknown>>();
    await collect(em, meta, keys, counts);
    for (const [each, rows] of [...counts].toReversed()) {
      if (rows.size > 0) {
        await em.nativeDelete(each.class, { [String(each.primaryKeys[0])]: { $in: [...rows] } });
      }
    }
    const byModel = Object.fromEntries(
      [...counts]
        .filter(([, rows]) => rows.size > 0)
        .map(([each, rows]) => [labelOf(each.class), rows.size]),
    );
    return [Object.values(byModel).reduce((sum, count) => sum + count, 0), byModel];
  });
}

async function collect(
  em: SqlEntityManager,
  meta: EntityMetadata,
  keys: readonly unknown[],
  counts: Map<EntityMetadata, Set<unknown>>,
): Promise<void> {
  const known = counts.get(meta) ?? new Set();
  counts.set(meta, known);
  const fresh = keys.filter((key) => !known.has(key));
  for (const key of fresh) known.add(key);
  if (fresh.length === 0) return;
  for (const other of em.getMetadata().getAll().values()) {
    for (const relation of other.relations) {
      if (relation.targetMeta?.class !== meta.class) continue;
      const belonging = { [relation.name]: { $in: fresh } };
      if (relation.deleteRule === "set null" && !relation.mappedBy) {
        await em.nativeUpdate(other.class, belonging, { [relation.name]: null });
      }
      if (relation.deleteRule !== "cascade") continue;
      const primary = String(other.primaryKeys[0]);
      const rows = await em.fork({ clear: true }).find(other.class, belonging, {
        fields: [primary] as never,
      });
      await collect(
        em,
        other,
        rows.map((row) => Reflect.get(row, primary)),
        counts,
      );
    }
  }
}
