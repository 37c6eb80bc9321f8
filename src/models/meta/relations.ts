import type { RelationMeta, Step } from "../../query/index.ts";
import type { FieldDeclaration } from "../fields/declaration.ts";
import type { FieldInfo } from "./field-info.ts";
import { genericRelationsOf } from "./generic.ts";
import type { ManyToManyInfo } from "./many-to-many.ts";
import type { ModelInfo } from "./model-info.ts";
import { uncapitalized } from "./names.ts";

/** A name of a model that leads to other rows, with its origin. */
export interface RelationInfo extends RelationMeta {
  readonly kind: "forward" | "reverse" | "manyToMany" | "reverseManyToMany" | "generic";
  readonly model: ModelInfo;
  readonly field?: FieldInfo;
  /** The foreign key that a reverse relation follows. */
  readonly foreignKey?: FieldInfo;
  readonly manyToMany?: ManyToManyInfo;
  /** Its name on objects, if any; conditions may use another name. */
  readonly accessor?: string;
  /** The declaration of a generic relation. */
  readonly declaration?: FieldDeclaration;
}

/** Returns a model's relations by their names in conditions. */
export function relationsOf(info: ModelInfo): ReadonlyMap<string, RelationInfo> {
  const found = new Map<string, RelationInfo>();
  const { parent } = info;
  for (const each of parent?.relations.values() ?? []) {
    // The link from a child to its parent is not a relation of the child itself.
    if (each.foreignKey?.model === info.concrete && each.foreignKey.declaration.parentLink)
      continue;
    found.set(each.name, info.proxy ? each : throughParent(info, each));
  }
  for (const field of info.ownFields) if (field.target) found.set(field.name, forward(info, field));
  for (const each of reverseRelationsOf(info)) found.set(each.name, each);
  for (const each of info.manyToMany) found.set(each.name, manyToMany(info, each));
  for (const each of genericRelationsOf(info)) found.set(each.name, each);
  return found;
}

/** Returns foreign keys of all models that refer to this one or its proxies, including hidden ones. */
export function foreignKeysTo(info: ModelInfo): readonly FieldInfo[] {
  return everyModel(info).flatMap((other) =>
    other.ownFields.filter(({ related }) => related?.concrete === info.concrete),
  );
}

/** Returns all models of the registry with automatic through models. */
function everyModel({ registry }: ModelInfo): readonly ModelInfo[] {
  const { models } = registry;
  const through = models
    .filter((each) => !each.proxy && !each.autoCreated)
    .flatMap((each) => ownManyToMany(each))
    .filter(({ isAutomatic }) => isAutomatic)
    .map((each) => each.through);
  return [...new Set([...models, ...through])];
}

function ownManyToMany(info: ModelInfo): readonly ManyToManyInfo[] {
  return info.manyToMany.filter(({ model }) => model === info);
}

/** Returns the steps from a model to the table that contains one of its fields. */
function towards(info: ModelInfo, holder: ModelInfo): readonly Step[] {
  return info.concrete === holder ? [] : (info.concrete.parents.get(holder) ?? []);
}

function forward(info: ModelInfo, field: FieldInfo): RelationInfo {
  const { target, related } = field;
  if (!target || !related) throw new TypeError(`${field.label} is not a relation.`);
  const step: Step = {
    from: field.model,
    to: target.model,
    on: [[field, target]],
    many: false,
    direct: true,
    nullable: field.nullable,
  };
  return {
    kind: "forward",
    name: field.name,
    accessor: field.name,
    model: related,
    steps: [...towards(info, field.model), step],
    many: false,
    field,
  };
}

function throughParent(info: ModelInfo, relation: RelationInfo): RelationInfo {
  const [first] = relation.steps;
  const holder = first && [...info.parents].find(([parent]) => parent === first.from);
  return holder ? { ...relation, steps: [...holder[1], ...relation.steps] } : relation;
}

/** Returns reverse relations of a model: of foreign keys and many-to-many relations. */
export function reverseRelationsOf(info: ModelInfo): readonly RelationInfo[] {
  const keys = foreignKeysTo(info).map((field) => reverseOf(info, field));
  const many = info.registry.models
    .flatMap(ownManyToMany)
    .filter(({ related }) => related.concrete === info.concrete)
    .map((each) => reverseManyToMany(info, each));
  return [...keys, ...many].filter((each) => each !== undefined);
}

function reverseOf(info: ModelInfo, field: FieldInfo): RelationInfo | undefined {
  const { target, model, declaration } = field;
  const names = reverseNames(info, model, field.name, declaration);
  if (!target || !names) return undefined;
  const many = declaration.kind !== "oneToOne";
  const step: Step = {
    from: target.model,
    to: model,
    on: [[target, field]],
    many: !field.isUnique,
    direct: false,
    nullable: true,
  };
  const accessor = many ? names.accessor : (names.declared ?? names.query);
  return {
    kind: "reverse",
    name: names.query,
    ...(accessor === undefined ? {} : { accessor }),
    model,
    steps: [...towards(info, target.model), step],
    many,
    foreignKey: field,
  };
}

interface ReverseNames {
  /** Name in conditions. */
  readonly query: string;
  /** Name on objects, for a relation to many. */
  readonly accessor: string;
  /** Name declared with `fields.reverse`. */
  readonly declared?: string;
}

/** Returns the names of a reverse relation; undefined if it is hidden. */
function reverseNames(
  info: ModelInfo,
  from: ModelInfo,
  field: string,
  { relatedName, relatedQueryName }: FieldDeclaration,
): ReverseNames | undefined {
  const declared = declaredReverse(info, from, field);
  const named = fill(relatedName ?? from.options.defaultRelatedName, from);
  if (declared === undefined && named?.endsWith("+")) return undefined;
  const usual = uncapitalized(from.name);
  const name = declared ?? named;
  return {
    query: fill(relatedQueryName, from) ?? name ?? usual,
    accessor: name ?? `${usual}Set`,
    ...(declared === undefined ? {} : { declared }),
  };
}

/** Replaces `%(class)s` and `%(app_label)s`, for models of an abstract base. */
function fill(name: string | undefined, { modelName, appLabel }: ModelInfo): string | undefined {
  return name
    ?.replaceAll("%(class)s", modelName)
    .replaceAll("%(model_name)s", modelName)
    .replaceAll("%(app_label)s", appLabel);
}

/** Returns the name of a declared reverse relation: `books: fields.reverse(() => Book, "author")`. */
function declaredReverse(info: ModelInfo, from: ModelInfo, field: string): string | undefined {
  for (let at: ModelInfo | undefined = info; at; at = at.proxy ? at.parent : undefined) {
    for (const [name, { declaration }] of Object.entries(at.declaration.fields)) {
      const isReverse = declaration.kind === "reverse" || declaration.kind === "reverseOne";
      if (!isReverse || declaration.via !== field) continue;
      if (declaration.to && info.registry.of(declaration.to()) === from) return name;
    }
  }
  return undefined;
}

function manyToMany(info: ModelInfo, relation: ManyToManyInfo): RelationInfo {
  return {
    kind: "manyToMany",
    name: relation.name,
    accessor: relation.name,
    model: relation.related,
    steps: [...towards(info, relation.model.concrete), ...pair(relation.source, relation.target)],
    many: true,
    manyToMany: relation,
  };
}

function reverseManyToMany(info: ModelInfo, relation: ManyToManyInfo): RelationInfo {
  const { model, name, declaration, symmetrical } = relation;
  const isSelf = model.concrete === info.concrete;
  const names = isSelf && symmetrical ? undefined : reverseNames(info, model, name, declaration);
  return {
    kind: "reverseManyToMany",
    // Related managers use this relation even if it has no name.
    name: names?.query ?? `+${relation.label}`,
    ...(names && { accessor: names.accessor }),
    model,
    steps: pair(relation.target, relation.source),
    many: true,
    manyToMany: relation,
  };
}

/** Returns the steps from `near`'s model over the through table to `far`'s model. */
function pair(near: FieldInfo, far: FieldInfo): readonly Step[] {
  const [from, to] = [near.target, far.target];
  if (!from || !to) throw new TypeError(`${near.model.label} does not join two models.`);
  return [
    {
      from: from.model,
      to: near.model,
      on: [[from, near]],
      many: true,
      direct: false,
      nullable: true,
    },
    {
      from: far.model,
      to: to.model,
      on: [[far, to]],
      many: false,
      direct: true,
      nullable: far.nullable,
    },
  ];
}
