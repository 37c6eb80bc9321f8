import { cacheRelated } from "../instances/related-cache.ts";
import type { ModelBase } from "../instances/model-base.ts";
import type { RelationInfo } from "../meta/relations.ts";
import { aliasForRead } from "../databases.ts";
import { querySetOf } from "./query-set.ts";

/**
 * Loads a single related object and stores it.
 *
 * @returns null if a reverse relation leads nowhere.
 * @throws {DoesNotExist} If the row of a foreign key does not exist any more.
 */
export async function loadRelated(
  object: ModelBase,
  relation: RelationInfo,
): Promise<object | null> {
  const { model, field, foreignKey } = relation;
  const rows = querySetOf(model.model).using(aliasForRead(model, object));
  const condition = field?.target
    ? { [field.target.name]: Reflect.get(object, field.attribute) as unknown }
    : {
        [foreignKey?.name ?? "pk"]: Reflect.get(
          object,
          foreignKey?.target?.attribute ?? "pk",
        ) as unknown,
      };
  const found = field
    ? await rows.get(condition)
    : ((await rows.filter(condition).first()) ?? null);
  cacheRelated(object, relation.accessor ?? relation.name, found);
  if (found && foreignKey) cacheRelated(found as ModelBase, foreignKey.name, object);
  if (found && field?.declaration.kind === "oneToOne") {
    const back = [...model.relations.values()].find((each) => each.foreignKey === field);
    if (back) cacheRelated(found as ModelBase, back.accessor ?? back.name, object);
  }
  return found;
}
