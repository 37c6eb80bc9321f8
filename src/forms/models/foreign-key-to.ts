import { infoOf, type FieldInfo, type ModelInfo } from "../../models/index.ts";
import { ValueError } from "../../query/index.ts";

/**
 * Returns a model's foreign key to another model or one of its parents.
 *
 * @param name The foreign key, if there are several.
 * @throws {ValueError} If there is none, or there are several and no name is given.
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

/** The models whose tables contain a model's rows. */
function lineage(info: ModelInfo): readonly ModelInfo[] {
  const { concrete } = info;
  return [concrete, ...(concrete.parent ? lineage(concrete.parent) : [])];
}
