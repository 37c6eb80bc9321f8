/** The models of a project as a graph, from which every format is drawn. */
import type { FieldInfo, ModelInfo } from "../../models/index.ts";

export interface GraphField {
  readonly name: string;
  /** `char(200)`, `foreignKey`. */
  readonly type: string;
  readonly primary: boolean;
  readonly unique: boolean;
  readonly nullable: boolean;
  /** The related model: `library.Author`. */
  readonly to: string | null;
}

export interface GraphModel {
  /** `library.Book`. */
  readonly label: string;
  readonly app: string;
  readonly name: string;
  readonly table: string;
  /** Fields of its own table, and relations to many; empty for a model that is only referred to. */
  readonly fields: readonly GraphField[];
  /** False for a model of another app that chosen models refer to. */
  readonly chosen: boolean;
}

export interface GraphRelation {
  readonly from: string;
  readonly to: string;
  /** `inheritance`: of tables, and of a proxy from its model. */
  readonly kind: "foreignKey" | "oneToOne" | "manyToMany" | "inheritance";
  /** The field's name; empty for inheritance. */
  readonly name: string;
  /** Whether it may be null. */
  readonly nullable: boolean;
}

export interface ModelGraph {
  readonly models: readonly GraphModel[];
  readonly relations: readonly GraphRelation[];
}

/** @param chosen Models to draw with their fields; models they refer to are drawn by name. */
export function modelGraph(chosen: readonly ModelInfo[], left: ReadonlySet<ModelInfo>): ModelGraph {
  const own = new Set(chosen);
  const others = new Set<ModelInfo>();
  const relations: GraphRelation[] = [];
  for (const model of chosen) {
    for (const { to, ...relation } of relationsOf(model)) {
      if (left.has(to)) continue;
      if (!own.has(to)) others.add(to);
      relations.push({ from: model.label, to: to.label, ...relation });
    }
  }
  const models = [...chosen, ...others].map((model) => described(model, own.has(model)));
  return { models, relations };
}

interface Leading extends Omit<GraphRelation, "from" | "to"> {
  readonly to: ModelInfo;
}

function relationsOf(model: ModelInfo): readonly Leading[] {
  const inherited: Leading[] = model.parent
    ? [{ to: model.parent, kind: "inheritance", name: "", nullable: false }]
    : [];
  const fields = model.ownFields.flatMap((field): Leading[] => {
    const { related, name, nullable, declaration } = field;
    if (!related || declaration.parentLink) return [];
    const kind = declaration.kind === "oneToOne" ? "oneToOne" : "foreignKey";
    return [{ to: related, kind, name, nullable }];
  });
  const many = ownMany(model).map(({ related, name }): Leading => ({
    to: related,
    kind: "manyToMany",
    name,
    nullable: true,
  }));
  return [...inherited, ...fields, ...many];
}

function ownMany(model: ModelInfo): ModelInfo["manyToMany"] {
  return model.manyToMany.filter((each) => each.model === model);
}

function described(model: ModelInfo, chosen: boolean): GraphModel {
  const { label, appLabel, name, table } = model;
  const columns = model.ownFields.filter(({ declaration }) => !declaration.parentLink).map(fieldOf);
  const many = ownMany(model).map((each): GraphField => ({
    name: each.name,
    type: "manyToMany",
    primary: false,
    unique: false,
    nullable: false,
    to: each.related.label,
  }));
  return { label, app: appLabel, name, table, fields: chosen ? [...columns, ...many] : [], chosen };
}

function fieldOf(field: FieldInfo): GraphField {
  const { name, nullable, related, declaration, isUnique } = field;
  return {
    name,
    type: typeOf(field),
    primary: declaration.primary === true,
    unique: isUnique,
    nullable,
    to: related?.label ?? null,
  };
}

function typeOf({ declaration }: FieldInfo): string {
  const { kind, maxLength, maxDigits, decimalPlaces } = declaration;
  if (maxDigits !== undefined) return `${kind}(${maxDigits},${decimalPlaces ?? 0})`;
  return maxLength === undefined ? kind : `${kind}(${maxLength})`;
}
