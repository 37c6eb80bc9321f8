import { infoOf, stateOf, type ModelBase, type ModelInfo } from "../../models/index.ts";
import { ValueError } from "../../query/index.ts";
import { ValidationError } from "../../validators/index.ts";
import type { MaybePromise } from "../../values/index.ts";
import type { Field } from "../fields/field.ts";
import { isEmptyValue } from "../empty.ts";
import type { FormFields } from "../forms/form-fields.ts";
import type { FormOptions } from "../forms/form-options.ts";
import { BaseForm, type Cleaned } from "../forms/form.ts";
import { own, setOwn } from "../forms/own.ts";
import { constructInstance } from "./construct-instance.ts";
import { modelFormFields, type FieldsForModelOptions } from "./fields-for-model.ts";
import { InlineForeignKeyField } from "./inline-foreign-key-field.ts";
import { ModelChoiceField } from "./model-choice-field.ts";
import { columnValues, relatedObjects, relationsOf } from "./model-to-dict.ts";
import { inWordsOfForm } from "./update-errors.ts";

/** Options of a model form class; Django's `class Meta`. */
export interface ModelFormMeta extends FieldsForModelOptions {
  readonly model?: unknown;
}

export interface ModelFormOptions<F = Record<string, unknown>, M = object> extends FormOptions<F> {
  /** The object to change. Default: a new one. */
  readonly instance?: M | null | undefined;
}

export interface ModelFormSaveOptions {
  /** Whether to save the object. Default true; with false call {@link BaseModelForm.saveM2m} later. */
  readonly commit?: boolean | undefined;
}

/** Sources of a model form class's fields. */
type DeclaredClass = Pick<typeof BaseModelForm, "meta" | "declaredFields" | "baseFields">;

/** A form that edits an object of a model. Create its class with `defineModelForm`. */
export class BaseModelForm<
  F extends FormFields = FormFields,
  M extends object = object,
> extends BaseForm<F> {
  static meta: ModelFormMeta = {};
  /** @internal Fields declared besides the model's; null removes one. */
  static declaredFields: Readonly<Record<string, Field | null>> = {};

  /** The edited object; validation sets its fields. */
  instance: M;
  readonly #pending: Map<string, () => Promise<readonly object[]>>;
  #preparing: Promise<void> | undefined;
  #validatesUnique = false;
  #savesLater = false;

  /** @throws {ValueError} If the class has no model. */
  constructor(options: ModelFormOptions<F, M> = {}) {
    const { meta } = new.target;
    if (meta.model === undefined) throw new ValueError("ModelForm has no model class specified.");
    const given = (options.instance ?? undefined) as ModelBase | undefined;
    const initial = { ...(given && columnValues(given, meta)), ...options.initial };
    super({ ...options, initial: initial as never });
    this.instance = (given ?? new (meta.model as new () => object)()) as M;
    const unread = given ? relationsOf(given, meta) : [];
    this.#pending = new Map(
      unread
        .filter(({ name }) => !Object.hasOwn(this.initial, name))
        .map((relation) => [relation.name, () => relatedObjects(given as ModelBase, relation)]),
    );
    for (const field of Object.values(this.fields)) {
      if (field instanceof ModelChoiceField) field.applyLimitChoicesTo();
    }
  }

  /** @internal */
  static override declareFields(
    kind: { baseFields: FormFields },
    added: Readonly<Record<string, Field | null>>,
  ): void {
    const made = kind as DeclaredClass;
    made.declaredFields = { ...this.declaredFields, ...added };
    // A project's models are known once it is set up, which may be after its forms are declared.
    Object.defineProperty(made, "baseFields", {
      configurable: true,
      get: () => {
        const fields = fieldsOf(made);
        made.baseFields = fields;
        return fields;
      },
      set(this: object, value: unknown) {
        setOwn(this, "baseFields", value);
      },
    });
  }

  get #meta(): ModelFormMeta {
    return (this.constructor as typeof BaseModelForm).meta;
  }

  get #object(): ModelBase {
    return this.instance as unknown as ModelBase;
  }

  get #info(): ModelInfo {
    return infoOf(this.instance.constructor);
  }

  /** Loads the many-to-many relations that are shown and compared. */
  protected override prepare(): MaybePromise<void> {
    if (this.#pending.size === 0) return undefined;
    return (this.#preparing ??= this.#readRelations());
  }

  async #readRelations(): Promise<void> {
    const initial = { ...this.initial };
    for (const [name, read] of this.#pending) {
      if (!Object.hasOwn(initial, name)) setOwn(initial, name, await read());
    }
    this.#pending.clear();
    this.initial = initial;
  }

  override getInitialForField(field: Field, name: string): unknown {
    if (this.#pending.has(name)) {
      throw new Error(
        `The objects of '${name}' are not loaded yet: \`await form.isValid()\` or \`await form.whenReady()\` first.`,
      );
    }
    return super.getInitialForField(field, name);
  }

  /** Override it to validate the form as a whole; without `super.clean(cleaned)` uniqueness is not checked. */
  override clean(_cleaned: Partial<Cleaned<F>>): MaybePromise<object | null | undefined | void> {
    this.#validatesUnique = true;
    return undefined;
  }

  protected override *postClean(): Generator<unknown, void, unknown> {
    const exclude = this.validationExclusions();
    // The parent of an inline form's row may not exist yet.
    for (const [name, field] of Object.entries<Field>(this.fields)) {
      if (field instanceof InlineForeignKeyField) exclude.add(name);
    }
    yield* this.#said(() => constructInstance(this, this.#object, this.#fieldsOfMeta()));
    yield* this.#said(() =>
      fullCleanOf(this.#object, { exclude: [...exclude], validateUnique: false }),
    );
    if (this.#validatesUnique) yield* this.validateUnique();
  }

  /** @internal Checks that no other row has the same unique values. */
  protected *validateUnique(): Generator<unknown, void, unknown> {
    const exclude = [...this.validationExclusions()];
    yield* this.#said(() =>
      Reflect.apply(methodOf(this.#object, "validateUnique"), this.#object, [{ exclude }]),
    );
  }

  *#said(work: () => unknown): Generator<unknown, void, unknown> {
    try {
      yield work();
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      const { errorMessages } = this.#meta;
      this.addError(null, inWordsOfForm(error, this.fields, errorMessages?.["__all__"]));
    }
  }

  /** @internal Returns the model fields without a valid value in this form, which model validation must skip. */
  validationExclusions(): Set<string> {
    const exclude = new Set<string>();
    const { errors, fields } = this;
    const cleaned: Readonly<Record<string, unknown>> = this.cleanedData;
    for (const { name, declaration } of this.#info.fields.values()) {
      const field = own(fields, name) as Field | undefined;
      const isOfForm = field && this.#isInMeta(name) && !errors.has(name);
      const mayBeEmpty = declaration.blank !== true && field?.required === false;
      if (!isOfForm || (mayBeEmpty && isEmptyValue(own(cleaned, name)))) exclude.add(name);
    }
    return exclude;
  }

  *#fieldsOfMeta() {
    for (const field of this.#info.fields.values()) if (this.#isInMeta(field.name)) yield field;
  }

  #isInMeta(name: string): boolean {
    const { fields, exclude } = this.#meta;
    const isNamed = fields === undefined || fields === "__all__" || fields.includes(name);
    return (isNamed || this.namesBeside.has(name)) && !exclude?.includes(name);
  }

  /** @internal Fields that count as named in `fields`: the relation of an inline form to its parent. */
  namesBeside: ReadonlySet<string> = new Set();

  /**
   * Saves the object and its many-to-many relations, after validating if needed.
   *
   * @returns The object.
   * @throws {ValueError} If the form is invalid or unbound.
   */
  async save({ commit = true }: ModelFormSaveOptions = {}): Promise<M> {
    if (!(await this.isValid())) throw this.#notValid();
    if (commit) {
      await Reflect.apply(methodOf(this.#object, "save"), this.#object, []);
      await this.#saveRelations();
    } else {
      this.#savesLater = true;
    }
    return this.instance;
  }

  #notValid(): ValueError {
    const done = stateOf(this.#object).adding ? "created" : "changed";
    const why = this.isBound
      ? "the data didn't validate"
      : "nothing was sent: the form is not bound";
    return new ValueError(`The ${this.#info.name} could not be ${done} because ${why}.`);
  }

  /**
   * Saves the many-to-many relations of an object from `save({ commit: false })` that was saved since.
   *
   * @throws {TypeError} If `save({ commit: false })` was not called.
   */
  async saveM2m(): Promise<void> {
    if (!this.#savesLater) {
      throw new TypeError(
        "saveM2m() is for after save({ commit: false }); save() stores everything itself.",
      );
    }
    await this.#saveRelations();
  }

  async #saveRelations(): Promise<void> {
    const cleaned: Readonly<Record<string, unknown>> = this.cleanedData;
    for (const { name } of this.#info.manyToMany) {
      if (!this.#isInMeta(name) || !Object.hasOwn(cleaned, name)) continue;
      const manager = Reflect.get(this.#object, name) as { set(objects: unknown): Promise<void> };
      await manager.set(cleaned[name] ?? []);
    }
  }
}

for (const name of ["save", "saveM2m"] as const) {
  // Prevents templates from calling them.
  Object.assign(methodOf(BaseModelForm.prototype, name), { altersData: true });
}

type Method = (...args: never[]) => unknown;

function methodOf(object: object, name: string): Method {
  return Reflect.get(object, name) as Method;
}

function fullCleanOf(object: ModelBase, options: object): unknown {
  return Reflect.apply(methodOf(object, "fullClean"), object, [options]);
}

/** Returns the model's fields, with declared ones in their places, followed by the other declared ones. */
function fieldsOf({ meta, declaredFields }: DeclaredClass): FormFields {
  const fields = modelFormFields(infoOf(meta.model), meta, {
    declared: declaredFields,
    applyLimitChoicesTo: false,
  });
  for (const [name, field] of Object.entries(declaredFields)) {
    if (field !== null) setOwn(fields, name, field);
  }
  return fields;
}
