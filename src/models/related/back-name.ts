import type { RelationInfo } from "../meta/relations.ts";

/** What conditions on the other model call a many-to-many relation that leads there, hidden or not. */
export function backName({ kind, model, manyToMany }: RelationInfo): string {
  const back = kind === "manyToMany" ? "reverseManyToMany" : "manyToMany";
  for (const each of model.relations.values()) {
    if (each.manyToMany === manyToMany && each.kind === back) return each.name;
  }
  throw new TypeError(`${manyToMany?.label} has no way back.`);
}
