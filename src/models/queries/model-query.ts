import { Query } from "../../query/index.ts";
import type { ModelInfo } from "../meta/model-info.ts";

const queries = new WeakMap<ModelInfo, Query>();

/** The query of all rows of a model: made once, since queries do not change. */
export function queryOfModel(info: ModelInfo): Query {
  const known = queries.get(info);
  if (known) return known;
  const made = Query.of(info);
  queries.set(info, made);
  return made;
}
