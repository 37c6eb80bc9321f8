import { infoOf, type FieldInfo, type ModelInfo } from "../../models/index.ts";
import { ValueError } from "../../query/index.ts";

/**
 * The foreign key of a model that leads to another, or to one that this one extends.
 *
 * @param name Which, where there are several.
 * @throws {ValueError} There is none, or there are several and none is named.
 */
export function foreignKeyTo(
  parentModel: unknown,
  model: unknown,
  name: string | undefined,
): FieldInfo {
  const [parent, info] = [infoOf(parentModel), infoOf(model)];
  const leadsThere = ({ related }: FieldInfo): boolean =>
    related !== undefined && lineage(parent).includes(related.concrete);
  if (name !== undefined) {
    const named = info.fields.get(name);
    if (!named) throw new ValueError(`'${info.label}' has no field named '${name}'.`);
    if (leadsThere(named)) return named;
    throw new ValueError(`fkName '${name}' is not a ForeignKey to '${parent.label}'.`);
  }
  const [found, second] = [...info.fields.values()].filter(leadsThere);
  if (!found) throw new ValueError(`'${info.label}' has no ForeignKey to '${parent.label}'.`);
  if (!second) return found;
  throw new ValueError(
    `'${info.label}' has more than one ForeignKey to '${parent.label}'. You must specify 'fkName'.`,
  );
}

/** The tables that rows of a model are in. */
function lineage(info: ModelInfo): readonly ModelInfo[] {
  const { concrete } = info;
  return [concrete, ...(concrete.parent ? lineage(concrete.parent) : [])];
}
