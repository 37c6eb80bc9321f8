import {
  infoOf,
  isIn,
  querySetOf,
  sourceOf,
  stateOf,
  type AnyQuerySet,
  type ModelBase,
  type ModelInfo,
} from "../../models/index.ts";
import { ValueError } from "../../query/index.ts";
import type { MaybePromise } from "../../values/index.ts";
import { formDataOf, type FormData } from "../form-data.ts";
import type { FormOptions } from "../forms/form-options.ts";
import { own } from "../forms/own.ts";
import type { FormSetOptions } from "../formsets/form-set-options.ts";
import { BaseFormSet } from "../formsets/form-set.ts";
import { HiddenInput } from "../widgets/input.ts";
import type { AnyModelForm } from "./define-model-form.ts";
import type { ChoiceRows } from "./model-choice-field.ts";
import type { BaseModelForm, ModelFormSaveOptions } from "./model-form.ts";
import { isHiddenKey, keyRows, PrimaryKeyField } from "./primary-key-field.ts";
import { duplicatesAmong } from "./unique-forms.ts";

export interface ModelFormSetOptions extends FormSetOptions {
  /** The rows to edit, in order. Default: all of the model. */
  readonly queryset?: ChoiceRows | undefined;
  /** The rows to edit, if already loaded. */
  readonly rows?: readonly object[] | undefined;
  /** Initial values of the forms for new rows, in order. */
  readonly initial?: FormSetOptions["initial"];
}

/** Forms for rows of a model and for new ones. Create its class with `modelformsetFactory`. */
export class BaseModelFormSet<Form extends AnyModelForm = AnyModelForm> extends BaseFormSet<Form> {
  static model: unknown = undefined;
  /** Whether adding rows is disabled. */
  static editOnly = false;

  /** The objects created by {@link save}. */
  newObjects: Form["instance"][] = [];
  /** The changed objects, each with the names of changed fields. */
  changedObjects: (readonly [Form["instance"], readonly string[]])[] = [];
  /** The objects of forms marked for deletion. */
  deletedObjects: Form["instance"][] = [];
  protected readonly queryset: AnyQuerySet;
  readonly #initialExtra: readonly Readonly<Record<string, unknown>>[];
  readonly #data: FormData | undefined;
  #rows: readonly ModelBase[] | undefined;
  #byKey: ReadonlyMap<unknown, ModelBase> | undefined;
  #preparing: Promise<void> | undefined;
  #savedForms: Form[] | undefined;

  constructor(options: ModelFormSetOptions = {}) {
    const { queryset, rows: read, initial, ...rest } = options;
    super(rest);
    this.#initialExtra = initial ?? [];
    this.#data = this.isBound ? formDataOf(rest.data ?? {}) : undefined;
    const rows = (queryset ?? querySetOf(this.info.model)) as AnyQuerySet;
    const { query } = sourceOf(rows);
    // Keeps the order of the page's forms.
    if (read && !this.isBound) this.#rows = read as readonly ModelBase[];
    this.queryset = query.isOrdered || query.isSliced ? rows.all() : rows.orderBy("pk");
  }

  protected get info(): ModelInfo {
    return infoOf((this.constructor as typeof BaseModelFormSet).model);
  }

  /** @internal Loads the rows: all for display, submitted ones for changes. */
  protected override prepare(): MaybePromise<void> {
    if (this.#rows) return undefined;
    return (this.#preparing ??= this.#read());
  }

  async #read(): Promise<void> {
    const rows = this.#data ? await this.#rowsSent(this.#data) : await this.queryset;
    this.#byKey = new Map(
      rows.map((object) => [keyText((object as ModelBase).pk), object as ModelBase]),
    );
    this.#rows = rows as readonly ModelBase[];
  }

  async #rowsSent(data: FormData): Promise<readonly object[]> {
    const count = Math.min(this.initialFormCount(), this.totalFormCount());
    const keys = Array.from({ length: Math.max(0, count) }, (_, index) =>
      this.#keySent(data, index),
    );
    const wanted = keys.filter((key) => key !== undefined);
    if (wanted.length === 0) return [];
    if (sourceOf(this.queryset).query.isSliced) return this.queryset;
    return this.queryset.filter({ pk: isIn(wanted) });
  }

  /** Returns the key submitted with a form; undefined if it is missing or invalid. */
  #keySent(data: FormData, index: number): unknown {
    const { name, type } = this.info.primaryKey;
    const value = data.get(`${this.addPrefix(index)}-${this.#htmlName(name)}`);
    if (typeof value !== "string" && typeof value !== "number") return undefined;
    try {
      return type.prepare(value);
    } catch {
      // An invalid key belongs to no row; the form's own field reports it.
      return undefined;
    }
  }

  #htmlName(name: string): string {
    return (this.kind.form.prototype as BaseModelForm).htmlName(name);
  }

  override initialFormCount(): number {
    return this.isBound ? super.initialFormCount() : this.rows.length;
  }

  /** @throws {Error} If the rows are not loaded yet. */
  protected get rows(): readonly ModelBase[] {
    if (this.#rows) return this.#rows;
    throw new Error(
      `The rows of ${this.constructor.name} are not loaded yet: \`await formset.isValid()\` or \`await formset.whenReady()\` first.`,
    );
  }

  protected override constructForm(
    index: number,
    more: Readonly<Record<string, unknown>> = {},
  ): Form {
    const isInitial = index < this.initialFormCount();
    const form = super.constructForm(index, { ...this.#optionsOf(index, isInitial), ...more });
    const field = own(form.fields, this.info.primaryKey.name);
    if (isInitial && field) Object.assign(field, { required: true });
    return form;
  }

  #optionsOf(index: number, isInitial: boolean): FormOptions & { readonly instance?: object } {
    if (!isInitial) {
      const initial = this.#initialExtra[index - this.initialFormCount()];
      return initial === undefined ? {} : { initial };
    }
    const { rows } = this;
    const object = this.#data
      ? this.#byKey?.get(keyText(this.#keySent(this.#data, index)))
      : rows[index];
    return object ? { instance: object } : {};
  }

  /** Adds the hidden key of each row, besides the fields of every form set. */
  override addFields(form: Form, index: number | null): void {
    const { primaryKey } = this.info;
    const { name } = primaryKey;
    if (isHiddenKey(this.info) || !Object.hasOwn(form.fields, name)) {
      const { meta } = form.constructor as typeof BaseModelForm;
      const fields: Record<string, unknown> = form.fields;
      fields[name] = new PrimaryKeyField(keyRows(this.info, form.instance as ModelBase), {
        known: this.#known(form, index),
        initial: this.#initialKey(form, index),
        required: false,
        widget: meta.widgets?.[name] ?? HiddenInput,
      });
    }
    super.addFields(form, index);
  }

  #known(form: Form, index: number | null): ModelBase | undefined {
    const object = form.instance as ModelBase;
    return index !== null && !stateOf(object).adding ? object : undefined;
  }

  /** A new object's key is not in the database, whatever its default is. */
  #initialKey(form: Form, index: number | null): unknown {
    if (this.isBound) return stateOf(form.instance as ModelBase).adding ? null : form.instance.pk;
    return index === null ? null : (this.rows[index]?.pk ?? null);
  }

  /** Validates the forms as a whole, including uniqueness among them. */
  override clean(): MaybePromise<void> {
    this.validateUnique();
  }

  /** @throws {ValidationError} If several forms have the same value for a unique field. */
  protected validateUnique(): void {
    const gone = new Set<unknown>(this.formsToDelete());
    const valid = this.forms.filter((form) => form.errors.size === 0 && !gone.has(form));
    duplicatesAmong(valid, this.info, this.uniqueFields());
  }

  /** @internal Fields that are equal in all forms, such as the relation of inline forms. */
  protected uniqueFields(): ReadonlySet<string> {
    return new Set();
  }

  /**
   * Saves changed rows, creates new ones and deletes those marked for deletion.
   *
   * @returns The changed and created objects.
   * @throws {ValueError} If the set is invalid or unbound; nothing is saved then.
   */
  async save({ commit = true }: ModelFormSaveOptions = {}): Promise<Form["instance"][]> {
    if (!(await this.isValid())) {
      throw new ValueError(
        `The forms of ${this.info.name} could not be saved because ${this.isBound ? "the data didn't validate" : "nothing was sent: the form set is not bound"}.`,
      );
    }
    this.#savedForms = commit ? undefined : [];
    const changed = await this.saveExistingObjects({ commit });
    const { editOnly } = this.constructor as typeof BaseModelFormSet;
    return editOnly ? changed : [...changed, ...(await this.saveNewObjects({ commit }))];
  }

  /** @internal */
  protected async saveExistingObjects(options: ModelFormSaveOptions): Promise<Form["instance"][]> {
    this.changedObjects = [];
    this.deletedObjects = [];
    const saved: Form["instance"][] = [];
    const gone = new Set(this.deletedForms);
    for (const form of this.initialForms) {
      const object = form.instance as ModelBase;
      // A key of another row, or of one that is gone, changes nothing.
      if (object.pk === null || object.pk === undefined || stateOf(object).adding) continue;
      if (gone.has(form)) {
        this.deletedObjects.push(object);
        await this.deleteExisting(object, options);
      } else if (form.hasChanged()) {
        this.changedObjects.push([object, form.changedData]);
        saved.push(await this.saveExisting(form, object, options));
        this.#savedForms?.push(form);
      }
    }
    return saved;
  }

  /** @internal */
  protected async saveNewObjects(options: ModelFormSaveOptions): Promise<Form["instance"][]> {
    this.newObjects = [];
    for (const form of this.extraForms) {
      if (!form.hasChanged() || this.isMarkedForDeletion(form)) continue;
      this.newObjects.push(await this.saveNew(form, options));
      this.#savedForms?.push(form);
    }
    return this.newObjects;
  }

  /** Creates the row of a form; can be overridden. */
  saveNew(form: Form, options: ModelFormSaveOptions): Promise<Form["instance"]> {
    return form.save(options) as Promise<Form["instance"]>;
  }

  /** Saves the row of a form; can be overridden. */
  saveExisting(
    form: Form,
    _object: Form["instance"],
    options: ModelFormSaveOptions,
  ): Promise<Form["instance"]> {
    return form.save(options) as Promise<Form["instance"]>;
  }

  /** Deletes a row if `commit` is true; can be overridden. */
  async deleteExisting(
    object: Form["instance"],
    { commit = true }: ModelFormSaveOptions,
  ): Promise<void> {
    if (commit) await (object as { delete(): Promise<unknown> }).delete();
  }

  /**
   * Saves the many-to-many relations of objects from `save({ commit: false })` that were saved since.
   *
   * @throws {TypeError} If `save({ commit: false })` was not called.
   */
  async saveM2m(): Promise<void> {
    if (!this.#savedForms) throw new TypeError("saveM2m() is for after save({ commit: false }).");
    for (const form of this.#savedForms) await form.saveM2m();
  }
}

for (const name of ["save", "saveM2m", "saveNew", "saveExisting", "deleteExisting"] as const) {
  // Prevents templates from calling them.
  Object.assign(Reflect.get(BaseModelFormSet.prototype, name) as object, { altersData: true });
}

/** Normalizes a key for comparison, as one may be text. */
function keyText(key: unknown): unknown {
  return typeof key === "bigint" || typeof key === "number" ? String(key) : key;
}
