import { Query } from "../../query/index.ts";
import { contentTypes } from "../meta/generic.ts";
import type { ModelInfo } from "../meta/model-info.ts";

const queries = new WeakMap<ModelInfo, Query>();

/** Returns the query of all rows of a model; cached, as queries are immutable. */
export function queryOfModel(info: ModelInfo): Query {
  const known = queries.get(info);
  if (known) return known;
  const made = Query.of(info);
  queries.set(info, made);
  return made;
}

/** The key of a model's content type, as a query for conditions: only the database knows it. */
export function contentTypeQuery({ concrete }: ModelInfo): Query {
  return queryOfModel(contentTypes(concrete))
    .filter({ appLabel: concrete.appLabel, model: concrete.modelName })
    .values("pk");
}
