import type { ModelBase } from "../instances/model-base.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { infoOf } from "../meta/registry.ts";
import type { RelationInfo } from "../meta/relations.ts";
import type { Fetcher } from "./fetcher.ts";
import { GenericKeyFetcher } from "./generic-key.ts";
import { GenericFetcher, ManyToManyFetcher, ReverseFetcher } from "./to-many.ts";
import { ToOneFetcher } from "./to-one.ts";

/** Returns the fetcher for an object's relation; `undefined` if the name is not a relation. */
export function fetcherFor(object: ModelBase, name: string, alias: string): Fetcher | undefined {
  const info = infoOf(object.constructor);
  for (const relation of info.relations.values()) {
    if (relation.accessor === name) return ofRelation(relation, info, alias);
  }
  for (let at: ModelInfo | undefined = info; at; at = at.parent) {
    const declaration = at.declaration.fields[name]?.declaration;
    if (declaration?.kind === "genericForeignKey") {
      return new GenericKeyFetcher(info, name, declaration, alias);
    }
  }
  return undefined;
}

function ofRelation(relation: RelationInfo, info: ModelInfo, alias: string): Fetcher {
  const { field, foreignKey, manyToMany, many } = relation;
  if (manyToMany) return new ManyToManyFetcher(relation, manyToMany, alias);
  if (foreignKey && many) return new ReverseFetcher(relation, foreignKey, alias);
  if (foreignKey) {
    return new ToOneFetcher(relation, foreignKey.target ?? info.primaryKey, foreignKey, alias);
  }
  if (field?.target) return new ToOneFetcher(relation, field, field.target, alias);
  return new GenericFetcher(relation, alias);
}
