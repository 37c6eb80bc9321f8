/** Which relations the columns of a list need. */
import type { ChangeList } from "./change-list.ts";
import type { ModelInfo } from "../../models/index.ts";

/** Relations to read along with the rows: those that the class names, else those that columns show or lead through. */
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

/** Relations that columns show and that were not read along. */
export function unreadRelations(list: ChangeList): readonly string[] {
  const read = new Set(relationsToRead(list));
  return list.listDisplay
    .flatMap((name) => relationOf(list.opts, name))
    .filter((name) => !read.has(name));
}

/** The path of relations to one object that a column begins with. */
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
