import { FieldBuilder, type FieldDeclaration, type ModelClass } from "../fields/declaration.ts";
import { declare } from "./declared.ts";
import type { FieldInfo } from "./field-info.ts";
import { ModelBase } from "../instances/model-base.ts";
import type { ModelInfo } from "./model-info.ts";
import { columnNameOf, wordsOf } from "./names.ts";
import { infoOf } from "./registry.ts";

/** A many-to-many relation of the model that declares it. */
export class ManyToManyInfo {
  readonly model: ModelInfo;
  readonly name: string;
  readonly declaration: FieldDeclaration;
  readonly #adopt: (rows: ModelClass, relation: ManyToManyInfo) => ModelInfo;
  #through: ModelInfo | undefined;

  /** @param adopt Registers the automatic through model. */
  constructor(
    model: ModelInfo,
    name: string,
    declaration: FieldDeclaration,
    adopt: (rows: ModelClass, relation: ManyToManyInfo) => ModelInfo,
  ) {
    this.#adopt = adopt;
    this.model = model;
    this.name = name;
    this.declaration = declaration;
  }

  get label(): string {
    return `${this.model.label}.${this.name}`;
  }

  get verboseName(): string {
    return this.declaration.verboseName ?? wordsOf(this.name);
  }

  /** The related model. */
  get related(): ModelInfo {
    return infoOf(this.declaration.to?.(), this.model.registry);
  }

  /** The through model. */
  get through(): ModelInfo {
    const { through } = this.declaration;
    if (through) return infoOf(through(), this.model.registry);
    return (this.#through ??= this.#adopt(throughClass(this), this));
  }

  /** Whether the through model was created automatically, so that its rows can be written freely. */
  get isAutomatic(): boolean {
    return this.declaration.through === undefined;
  }

  /** Whether a relation of a model to itself holds in both directions. */
  get symmetrical(): boolean {
    return this.declaration.symmetrical ?? this.related.concrete === this.model.concrete;
  }

  /** The field of {@link through} that refers to the declaring model. */
  get source(): FieldInfo {
    const named = this.declaration.throughFields?.[0];
    return this.#leading(this.model, named, (found) => found[0]);
  }

  /** The field of {@link through} that refers to the other model. */
  get target(): FieldInfo {
    const named = this.declaration.throughFields?.[1];
    return this.#leading(this.related, named, (found) =>
      found.find((each) => each !== this.source),
    );
  }

  #leading(
    to: ModelInfo,
    named: string | undefined,
    choose: (found: readonly FieldInfo[]) => FieldInfo | undefined,
  ): FieldInfo {
    const fields = [...this.through.fields.values()];
    const found =
      named === undefined
        ? choose(fields.filter(({ related }) => related?.concrete === to.concrete))
        : fields.find(({ name }) => name === named);
    if (found) return found;
    throw new TypeError(
      `${this.label}: the model ${this.through.label} has no foreign key to ${to.label}${named === undefined ? "" : ` named '${named}'`}.`,
    );
  }
}

/** Creates the class of an automatic through model, with Django's names for it and its table. */
function throughClass({ model, related, name, declaration }: ManyToManyInfo): ModelClass {
  const isSelf = model.concrete === related.concrete;
  const from = isSelf ? `from_${model.modelName}` : model.modelName;
  const to = isSelf ? `to_${model.modelName}` : related.modelName;
  const rows = class extends ModelBase {};
  Object.defineProperty(rows, "name", { value: `${model.name}_${name}` });
  const options = {
    dbTable: declaration.dbTable ?? `${model.table}_${columnNameOf(name)}`,
    uniqueTogether: [[from, to]],
    verboseName: `${model.modelName}-${related.modelName} relationship`,
    managed: model.managed,
  };
  const fields = {
    [from]: foreignKeyTo(() => model.model, declaration),
    [to]: foreignKeyTo(() => related.model, declaration),
  };
  declare(rows, { self: () => rows, fields, options }, model.registry);
  return rows;
}

function foreignKeyTo(
  to: () => ModelClass,
  { dbConstraint = true }: FieldDeclaration,
): FieldBuilder {
  return new FieldBuilder({
    kind: "foreignKey",
    to,
    onDelete: "cascade",
    relatedName: "+",
    dbConstraint,
  });
}
