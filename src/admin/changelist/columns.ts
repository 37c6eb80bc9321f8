/** Relations that a list's columns need. */
import type { ChangeList } from "./change-list.ts";
import type { ModelInfo } from "../../models/index.ts";

/** Returns the relations to load with the rows: those that the class names, else those used by columns. */
export function relationsToRead(list: ChangeList): readonly string[] {
  const asked = list.modelAdmin.getListSelectRelated(list.request);
  if (Array.isArray(asked)) return asked as readonly string[];
  const shown = list.listDisplay.flatMap((name) => relationOf(list.opts, name));
  const own = asked === true ? forward(list.opts) : [];
  return [...new Set([...own, ...shown])];
}

function forward(model: ModelInfo): readonly string[] {
  return [...model.fields.values()].flatMap(({ name, related }) => (related ? [name] : []));
}

/** Returns the relations that columns show and that are not loaded. */
export function unreadRelations(list: ChangeList): readonly string[] {
  const read = new Set(relationsToRead(list));
  return list.listDisplay
    .flatMap((name) => relationOf(list.opts, name))
    .filter((name) => !read.has(name));
}

/** Returns the path of single-valued relations that a column starts with. */
function relationOf(model: ModelInfo, column: string): readonly string[] {
  const passed: string[] = [];
  let at: ModelInfo | undefined = model;
  for (const name of column.split(".")) {
    const relation: ReturnType<ModelInfo["relations"]["get"]> = at?.relations.get(name);
    if (relation?.kind !== "forward") break;
    passed.push(name);
    at = relation.model;
  }
  return passed.length > 0 ? [passed.join(".")] : [];
}
