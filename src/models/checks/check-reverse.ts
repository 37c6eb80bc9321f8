import type { CheckMessage } from "../../conf/index.ts";
import type { FieldDeclaration } from "../fields/declaration.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import type { RelationInfo } from "../meta/relations.ts";
import { reverseRelationsOf } from "../meta/relations.ts";
import { error } from "./message.ts";

/** Checks the names of reverse relations: declared correctly and without conflicts. */
export function checkReverse(info: ModelInfo): readonly CheckMessage[] {
  return [...checkDeclared(info), ...checkClashes(info)];
}

function checkDeclared(info: ModelInfo): readonly CheckMessage[] {
  const seen = new Map<string, string>();
  return Object.entries(info.declaration.fields).flatMap(([name, { declaration }]) => {
    if (!isReverse(declaration)) return [];
    const other = info.registry.of(Object(declaration.to?.()));
    const via = declaration.via ?? "";
    const object = `${info.label}.${name}`;
    if (!other || !pointsTo(other, via, info)) {
      const message = `${other?.label ?? "It"} has no field '${via}' that points to ${info.label}.`;
      const hint =
        'Name the relation of the other model: fields.reverse(() => Choice, "question").';
      return [error(object, "mkweb.E003", message, hint)];
    }
    const key = `${other.label}.${via}`;
    const first = seen.get(key);
    seen.set(key, first ?? name);
    if (first === undefined) return checkKind(object, declaration, other, via);
    const message = `Reverse accessor '${object}' for '${key}' clashes with reverse accessor '${info.label}.${first}'.`;
    return [error(object, "fields.E304", message, "Remove one of the two.")];
  });
}

function isReverse({ kind }: FieldDeclaration): boolean {
  return kind === "reverse" || kind === "reverseOne";
}

function pointsTo(other: ModelInfo, via: string, info: ModelInfo): boolean {
  const field = other.fields.get(via);
  const relation = other.manyToMany.find(({ name }) => name === via);
  const target = field?.related ?? relation?.related;
  return target !== undefined && isOrExtends(info, target.concrete);
}

function isOrExtends(info: ModelInfo, target: ModelInfo): boolean {
  return info.concrete === target || info.concrete.parents.has(target);
}

/** `reverse` is for many rows, `reverseOne` for one-to-one relations. */
function checkKind(
  object: string,
  { kind }: FieldDeclaration,
  other: ModelInfo,
  via: string,
): readonly CheckMessage[] {
  const isOne = other.fields.get(via)?.isUnique === true;
  if (isOne === (kind === "reverseOne")) return [];
  const right = isOne ? "fields.reverseOne" : "fields.reverse";
  const what = isOne ? "at most one object" : "any number of objects";
  const message = `'${other.label}.${via}' leads back to ${what}.`;
  return [error(object, "mkweb.E004", message, `Declare it with ${right}().`)];
}

/** Finds two relations, or a relation and a field, with the same name. */
function checkClashes(info: ModelInfo): readonly CheckMessage[] {
  if (info.proxy) return [];
  const taken = new Map<string, string>();
  return reverseRelationsOf(info).flatMap((relation) => {
    const from = sourceOf(relation);
    const { accessor = relation.name } = relation;
    const hint = `Add or change a related_name argument to the definition for '${from}'.`;
    const field =
      info.fields.get(accessor) ?? info.manyToMany.find(({ name }) => name === accessor);
    if (field) {
      const message = `Reverse accessor '${info.name}.${accessor}' for '${from}' clashes with field name '${info.label}.${accessor}'.`;
      return [error(from, "fields.E302", message, hint.replace("related_name", "relatedName"))];
    }
    const other = taken.get(accessor);
    taken.set(accessor, other ?? from);
    if (other === undefined) return [];
    const message = `Reverse accessor '${info.name}.${accessor}' for '${from}' clashes with reverse accessor for '${other}'.`;
    return [error(from, "fields.E304", message, hint.replace("related_name", "relatedName"))];
  });
}

function sourceOf({ foreignKey, manyToMany }: RelationInfo): string {
  return foreignKey?.label ?? manyToMany?.label ?? "";
}
