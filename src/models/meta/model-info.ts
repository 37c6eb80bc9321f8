import type { ModelMeta, Step } from "../../query/index.ts";
import type { ModelClass } from "../fields/declaration.ts";
import { declarationOf } from "./declared.ts";
import { FieldInfo } from "./field-info.ts";
import { ManyToManyInfo } from "./many-to-many.ts";
import { uncapitalized, wordsOf } from "./names.ts";
import type { DeclaredOptions, ModelDeclaration } from "./options.ts";
import { infoOf, type Registry } from "./registry.ts";
import { relationsOf, type RelationInfo } from "./relations.ts";

/** A model: its declaration and what queries need. Django's `_meta`. */
export class ModelInfo implements ModelMeta {
  readonly registry: Registry;
  readonly appLabel: string;
  /** Label of the app whose models.ts exports it, which its options may override. */
  readonly registeredFor: string;
  readonly name: string;
  readonly label: string;
  /** The model class. */
  readonly model: ModelClass;
  readonly declaration: ModelDeclaration;
  readonly options: DeclaredOptions;
  /** The relation of an automatic through model. */
  readonly autoCreated: ManyToManyInfo | undefined;
  #own: readonly FieldInfo[] | undefined;
  #files: readonly FieldInfo[] | undefined;
  #primaryKey: FieldInfo | undefined;
  #all: ReadonlyMap<string, FieldInfo> | undefined;
  #attributes: ReadonlyMap<string, FieldInfo> | undefined;
  #manyToMany: readonly ManyToManyInfo[] | undefined;
  #relations:
    | { readonly version: number; readonly found: ReadonlyMap<string, RelationInfo> }
    | undefined;
  #parents: ReadonlyMap<ModelInfo, readonly Step[]> | undefined;

  constructor(
    registry: Registry,
    appLabel: string,
    model: ModelClass,
    autoCreated?: ManyToManyInfo,
  ) {
    const declaration = declarationOf(model);
    if (!declaration) throw new TypeError(`${model.name} was not made by defineModel().`);
    this.registry = registry;
    this.registeredFor = appLabel;
    this.appLabel = declaration.options.appLabel ?? appLabel;
    this.model = model;
    this.name = model.name;
    this.label = `${this.appLabel}.${model.name}`;
    this.declaration = declaration;
    this.options = declaration.options;
    this.autoCreated = autoCreated;
  }

  /** The name in Django's content types: `book`. */
  get modelName(): string {
    return this.name.toLowerCase();
  }

  get verboseName(): string {
    return this.options.verboseName ?? wordsOf(this.name);
  }

  get verboseNamePlural(): string {
    return this.options.verboseNamePlural ?? `${this.verboseName}s`;
  }

  get proxy(): boolean {
    return this.options.proxy === true;
  }

  get managed(): boolean {
    return this.options.managed !== false;
  }

  /** The parent model: the one that a proxy stands for, or one with its own table. */
  get parent(): ModelInfo | undefined {
    const { parent } = this.declaration;
    return parent && infoOf(parent, this.registry);
  }

  get concrete(): ModelInfo {
    return this.proxy ? (this.parent?.concrete ?? this) : this;
  }

  get table(): string {
    if (this.proxy) return this.concrete.table;
    return this.options.dbTable ?? `${this.appLabel}_${this.modelName}`;
  }

  get ordering(): readonly unknown[] {
    return this.options.ordering ?? this.parent?.ordering ?? [];
  }

  /** Fields with columns in this model's own table. */
  get ownFields(): readonly FieldInfo[] {
    return (this.#own ??= ownFields(this));
  }

  get fields(): ReadonlyMap<string, FieldInfo> {
    return (this.#all ??= new Map(
      [...(this.parent?.fields.values() ?? []), ...this.ownFields].map((each) => [each.name, each]),
    ));
  }

  get attributes(): ReadonlyMap<string, FieldInfo> {
    return (this.#attributes ??= new Map(
      [...this.fields.values()].map((each) => [each.attribute, each]),
    ));
  }

  /** The file fields. */
  get fileFields(): readonly FieldInfo[] {
    return (this.#files ??= [...this.fields.values()].filter(({ isFile }) => isFile));
  }

  get primaryKey(): FieldInfo {
    return (this.#primaryKey ??= this.#findPrimaryKey());
  }

  /** Many-to-many relations, declared or inherited. */
  get manyToMany(): readonly ManyToManyInfo[] {
    return (this.#manyToMany ??= [
      ...(this.parent?.manyToMany ?? []),
      ...Object.entries(this.declaration.fields)
        .filter(([, { declaration }]) => declaration.kind === "manyToMany")
        .map(([name, { declaration }]) => new ManyToManyInfo(this, name, declaration, adopted)),
    ]);
  }

  get relations(): ReadonlyMap<string, RelationInfo> {
    const { version } = this.registry;
    if (this.#relations?.version !== version) {
      this.#relations = { version, found: relationsOf(this) };
    }
    return this.#relations.found;
  }

  get parents(): ReadonlyMap<ModelInfo, readonly Step[]> {
    return (this.#parents ??= parentsOf(this));
  }

  #findPrimaryKey(): FieldInfo {
    const own = this.ownFields.find(({ declaration }) => declaration.primary === true);
    const found = own ?? this.parent?.primaryKey;
    if (found) return found;
    throw new TypeError(`${this.label} has no primary key.`);
  }
}

function ownFields(info: ModelInfo): readonly FieldInfo[] {
  if (info.proxy) return [];
  const declared = Object.entries(info.declaration.fields).filter(
    ([, { declaration }]) => !withoutColumn.has(declaration.kind),
  );
  const found = declared.map(([name, field]) => new FieldInfo(info, name, field.declaration));
  const key = found.find(({ declaration }) => declaration.primary === true);
  // A numbered key comes first, like an undeclared one.
  if (key) return key.auto ? [key, ...found.filter((each) => each !== key)] : found;
  const { parent } = info.declaration;
  return [parent ? parentLink(info, found, parent) : autoField(info), ...found];
}

const withoutColumn: ReadonlySet<string> = new Set([
  "manyToMany",
  "reverse",
  "reverseOne",
  "genericForeignKey",
  "genericRelation",
]);

function autoField(info: ModelInfo): FieldInfo {
  return new FieldInfo(info, "id", { kind: "bigAuto", primary: true, verboseName: "ID" });
}

/** Returns the one-to-one relation to the parent: the declared one, or `placePtr` with Django's name. */
function parentLink(info: ModelInfo, found: FieldInfo[], parent: ModelClass): FieldInfo {
  const at = found.findIndex(({ declaration }) => declaration.parentLink === true);
  const declared = found[at];
  const link = new FieldInfo(info, declared?.name ?? `${uncapitalized(parent.name)}Ptr`, {
    kind: "oneToOne",
    to: () => parent,
    onDelete: "cascade",
    parentLink: true,
    ...declared?.declaration,
    primary: true,
  });
  if (declared) found.splice(at, 1);
  return link;
}

function parentsOf(info: ModelInfo): ReadonlyMap<ModelInfo, readonly Step[]> {
  const { parent } = info;
  if (!parent) return new Map();
  if (info.proxy) return parent.parents;
  const base = parent.concrete;
  const step: Step = {
    from: info,
    to: base,
    on: [[info.primaryKey, base.primaryKey]],
    many: false,
    direct: true,
    nullable: false,
  };
  return new Map([
    [base, [step]],
    ...[...base.parents].map(([each, steps]) => [each, [step, ...steps]] as const),
  ]);
}

function adopted(rows: ModelClass, relation: ManyToManyInfo): ModelInfo {
  const { registry, appLabel } = relation.model;
  const info = new ModelInfo(registry, appLabel, rows, relation);
  registry.adopt(info);
  return info;
}
