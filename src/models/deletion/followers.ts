import { isIn, keys, or, type Query } from "../../query/index.ts";
import { connectionFor } from "../databases.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import { declaredBy } from "../meta/generic.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { queryOfModel } from "../queries/model-query.ts";
import { runDeletes } from "../queries/run-changes.ts";
import type { Deleted } from "../types/model-object.ts";
import { fieldsPointingTo } from "./candidates.ts";
import { canDeleteUnread, hasListeners } from "./unread.ts";

/**
 * Returns the fields that refer to a model's keys, if only their rows are deleted with the model's, all without being
 * read: then only keys are needed. `undefined` if a collector is required.
 */
export function followersOf(info: ModelInfo): readonly FieldInfo[] | undefined {
  const { primaryKey, concrete } = info;
  if (concrete.parent || primaryKey.parts || hasListeners(info) || declaredBy(info).length > 0) {
    return undefined;
  }
  const fields = fieldsPointingTo(info).filter(
    ({ declaration }) => declaration.onDelete !== "do nothing",
  );
  const isAlone = (field: FieldInfo): boolean =>
    field.declaration.onDelete === "cascade" &&
    field.target === primaryKey &&
    canDeleteUnread(field.model, field);
  return fields.length > 0 && fields.every(isAlone) ? fields : undefined;
}

/** Deletes the rows of a query, after those whose fields refer to them. */
export async function deleteWithFollowers(
  info: ModelInfo,
  query: Query,
  followers: readonly FieldInfo[],
  alias: string,
): Promise<Deleted> {
  const connection = connectionFor(alias);
  // The keys stay the same, so both statements may use the query itself.
  const found = query.isByKey ? query.values(info.primaryKey.name) : await keys(query, connection);
  if (Array.isArray(found) && found.length === 0) return [0, {}];
  const models = [...new Set(followers.map(({ model }) => model))];
  const pointing = models.map((model) => {
    const conditions = followers
      .filter((field) => field.model === model)
      .map(({ attribute }) => ({ [attribute]: isIn(found) }));
    const [first = {}] = conditions;
    const condition = conditions.length === 1 ? first : or(...conditions);
    return queryOfModel(model).orderBy().filter(condition);
  });
  const own = query.isByKey
    ? query
    : queryOfModel(info)
        .orderBy()
        .filter({ pk: isIn(found) });
  const counts = await runDeletes([...pointing, own], connection);
  const deleted: Record<string, number> = {};
  let total = 0;
  for (const [at, { label }] of [...models, info].entries()) {
    const count = counts[at] ?? 0;
    total += count;
    if (count > 0) deleted[label] = (deleted[label] ?? 0) + count;
  }
  return [total, deleted];
}
