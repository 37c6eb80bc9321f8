/** Parses lookups of a query, `author__last_name__startswith`, by the model. */
import {
  columnNameOf,
  type FieldInfo,
  type ModelInfo,
  type RelationInfo,
} from "../../../models/index.ts";

/** One part of a lookup: a field, a relation, or both. */
export interface PathPart {
  /** Name in conditions. */
  readonly name: string;
  /** The model that has it. */
  readonly model: ModelInfo;
  readonly field: FieldInfo | undefined;
  readonly relation: RelationInfo | undefined;
}

export interface LookupPath {
  readonly parts: readonly PathPart[];
  /** What follows the last field: parts of its value, and a comparison. */
  readonly rest: readonly string[];
}

/** Splits a lookup into names of the model and the `rest`. */
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

/** Finds what a name in a query refers to: `pub_date`, `author`, `author_id`, `pk`, `bookinstance`. */
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

/** Django names a reverse relation after the model, without separators: `bookinstance`. */
function bare(
  relations: ReadonlyMap<string, RelationInfo>,
  name: string,
): RelationInfo | undefined {
  for (const [each, relation] of relations) if (each.toLowerCase() === name) return relation;
  return undefined;
}

/** Whether filtering by a lookup may return rows more than once. */
export function spawnsDuplicates(model: ModelInfo, lookup: string): boolean {
  return lookupPath(model, lookup).parts.some(({ relation }) =>
    relation?.steps.some(({ many }) => many),
  );
}
