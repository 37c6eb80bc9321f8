import type { RelationInfo } from "../meta/relations.ts";

/** Returns the reverse name of a many-to-many relation in the other model's conditions, even if hidden. */
export function backName({ kind, model, manyToMany }: RelationInfo): string {
  const back = kind === "manyToMany" ? "reverseManyToMany" : "manyToMany";
  for (const each of model.relations.values()) {
    if (each.manyToMany === manyToMany && each.kind === back) return each.name;
  }
  throw new TypeError(`${manyToMany?.label} has no reverse relation.`);
}
