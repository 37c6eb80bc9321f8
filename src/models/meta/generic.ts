import type { Step } from "../../query/index.ts";
import type { FieldDeclaration } from "../fields/declaration.ts";
import type { FieldInfo } from "./field-info.ts";
import type { ModelInfo } from "./model-info.ts";
import { infoOf } from "./registry.ts";
import type { RelationInfo } from "./relations.ts";

/** The fields by which rows of a model refer to rows of any model. */
export interface GenericKey {
  /** The foreign key to the content type. */
  readonly contentType: FieldInfo;
  /** The key of the row. */
  readonly objectId: FieldInfo;
}

/** Returns the fields of a generic foreign key, or of the one that a generic relation reverses. */
export function genericKeyOf(
  info: ModelInfo,
  { contentTypeField = "contentType", objectIdField = "objectId" }: FieldDeclaration,
): GenericKey {
  const fieldNamed = (name: string): FieldInfo => {
    const field = info.fields.get(name);
    if (field) return field;
    throw new TypeError(`${info.label} has no field '${name}' for its generic relation.`);
  };
  return { contentType: fieldNamed(contentTypeField), objectId: fieldNamed(objectIdField) };
}

/** Returns a model's generic relations, declared or inherited, and named reverse ones. */
export function genericRelationsOf(info: ModelInfo): readonly RelationInfo[] {
  return [
    ...declaredBy(info).map(([name, declaration]) => forward(info, name, declaration)),
    ...back(info),
  ];
}

type Declared = readonly (readonly [name: string, declaration: FieldDeclaration])[];

const known = new WeakMap<ModelInfo, Declared>();

/** Returns a model's declared or inherited generic relations, whose rows are deleted with its own. */
export function declaredBy(info: ModelInfo): Declared {
  const found = known.get(info);
  if (found) return found;
  const made = findDeclared(info);
  known.set(info, made);
  return made;
}

function findDeclared(info: ModelInfo): Declared {
  const inherited = info.parent ? declaredBy(info.parent) : [];
  const own = Object.entries(info.declaration.fields)
    .filter(([, { declaration }]) => declaration.kind === "genericRelation")
    .map(([name, { declaration }]) => [name, declaration] as const);
  return [...inherited, ...own];
}

function forward(info: ModelInfo, name: string, declaration: FieldDeclaration): RelationInfo {
  const model = infoOf(declaration.to?.(), info.registry);
  const { contentType, objectId } = genericKeyOf(model, declaration);
  const step: Step = {
    from: info,
    to: objectId.model,
    on: [[info.primaryKey, objectId]],
    many: true,
    direct: false,
    nullable: true,
    where: [{ field: contentType, key: contentTypeOf(info) }],
  };
  return { kind: "generic", name, accessor: name, model, steps: [step], many: true, declaration };
}

/** `relatedQueryName` of generic relations to a model, for conditions only. */
function back(info: ModelInfo): readonly RelationInfo[] {
  return info.registry.models.flatMap((other) =>
    Object.values(other.declaration.fields).flatMap(({ declaration }): readonly RelationInfo[] => {
      const { kind, relatedQueryName: name, to } = declaration;
      if (kind !== "genericRelation" || name === undefined || !to) return [];
      if (info.registry.of(to())?.concrete !== info.concrete) return [];
      const { contentType, objectId } = genericKeyOf(info, declaration);
      const step: Step = {
        from: objectId.model,
        to: other.concrete,
        on: [[objectId, other.primaryKey]],
        many: false,
        direct: false,
        nullable: true,
        where: [{ field: contentType, near: true, key: contentTypeOf(other) }],
      };
      return [{ kind: "generic", name, model: other, steps: [step], many: false }];
    }),
  );
}

/** Describes how to find the row of a model's content type, whose key only the database knows. */
function contentTypeOf({ concrete }: ModelInfo) {
  const types = contentTypes(concrete);
  const column = (name: string): string => types.fields.get(name)?.column ?? name;
  return {
    table: types.table,
    column: types.primaryKey.column,
    match: [
      [column("appLabel"), concrete.appLabel],
      [column("model"), concrete.modelName],
    ] as const,
  };
}

/**
 * Returns the model of content types, found by its label, as this room cannot import its app.
 *
 * @throws {TypeError} If its app is not installed.
 */
export function contentTypes({ registry, label }: ModelInfo): ModelInfo {
  const found = registry.get("contenttypes.ContentType");
  if (found) return found;
  throw new TypeError(
    `${label} takes part in a generic relation, which needs "mkweb/contenttypes" in INSTALLED_APPS.`,
  );
}
