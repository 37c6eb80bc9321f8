import { wrap } from "@mikro-orm/core";
import { setMoments } from "./moments.ts";
import { insertDirectly, updateDirectly } from "./direct/write.ts";
import { isDirect, type OpenUnit } from "./unit-of-work.ts";

/**
 * Writes one object: an insert the first time, an update of what changed afterwards.
 *
 * Where its collections have changed, or it belongs to objects that are not saved yet, MikroORM's flush
 * finds what to write and in which order: every change of the unit of work.
 */
export async function saveObject(entity: object, unit: OpenUnit): Promise<void> {
  const { __em: owner, __originalEntityData: saved } = wrap(entity, true);
  setMoments(entity, saved === undefined);
  const isOwn = owner === undefined || owner === unit.em;
  if (isOwn && isDirect(unit)) {
    const written = await (saved ? updateDirectly(unit, entity) : insertDirectly(unit, entity));
    if (written) return;
  }
  await (owner ?? unit.em).persist(entity).flush();
}
