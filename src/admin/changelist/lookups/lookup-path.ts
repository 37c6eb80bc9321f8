/** Lookups as a query names them, `author__last_name__startswith`, read against the model. */
import {
  columnNameOf,
  type FieldInfo,
  type ModelInfo,
  type RelationInfo,
} from "../../../models/index.ts";

/** One name of a lookup: a field, a relation, or both. */
export interface PathPart {
  /** As conditions have it. */
  readonly name: string;
  /** The model that has it. */
  readonly model: ModelInfo;
  readonly field: FieldInfo | undefined;
  readonly relation: RelationInfo | undefined;
}

export interface LookupPath {
  readonly parts: readonly PathPart[];
  /** What stands behind the last field: parts of its value, and a comparison. */
  readonly rest: readonly string[];
}

/** The parts of a lookup that are names of the model's; all that follows is `rest`. */
export function lookupPath(model: ModelInfo, lookup: string): LookupPath {
  const names = lookup.split("__");
  const parts: PathPart[] = [];
  let at: ModelInfo | undefined = model;
  for (const [index, name] of names.entries()) {
    const part: PathPart | undefined = at && partOf(at, name);
    if (!part) return { parts, rest: names.slice(index) };
    parts.push(part);
    at = part.relation?.model;
  }
  return { parts, rest: [] };
}

/** What a model has under a name of the query: `pub_date`, `author`, `author_id`, `pk`, `bookinstance`. */
export function partOf(model: ModelInfo, name: string): PathPart | undefined {
  const { primaryKey, fields, attributes, relations } = model;
  if (name === "pk") return ofField(model, primaryKey);
  const field = found(fields, name);
  if (field) return ofField(model, field);
  const attribute = found(attributes, name);
  if (attribute) {
    return { name: attribute.attribute, model, field: attribute, relation: undefined };
  }
  const relation = found(relations, name) ?? bare(relations, name);
  return relation && { name: relation.name, model, field: undefined, relation };
}

function ofField(model: ModelInfo, field: FieldInfo): PathPart {
  return { name: field.name, model, field, relation: model.relations.get(field.name) };
}

function found<T>(named: ReadonlyMap<string, T>, name: string): T | undefined {
  const direct = named.get(name);
  if (direct) return direct;
  for (const [each, value] of named) if (columnNameOf(each) === name) return value;
  return undefined;
}

/** Django calls the other side of a relation by the model's name without a gap: `bookinstance`. */
function bare(
  relations: ReadonlyMap<string, RelationInfo>,
  name: string,
): RelationInfo | undefined {
  for (const [each, relation] of relations) if (each.toLowerCase() === name) return relation;
  return undefined;
}

/** Whether rows may come several times when they are asked for by this lookup. */
export function spawnsDuplicates(model: ModelInfo, lookup: string): boolean {
  return lookupPath(model, lookup).parts.some(({ relation }) =>
    relation?.steps.some(({ many }) => many),
  );
}
