import {
  querySetOf,
  stateOf,
  type AnyQuerySet,
  type FieldInfo,
  type ModelBase,
} from "../../models/index.ts";
import { formDataOf, type DataInput, type DataSource } from "../form-data.ts";
import type { FormOptions } from "../forms/form-options.ts";
import { htmlNameOf } from "../forms/names.ts";
import { own } from "../forms/own.ts";
import type { AnyModelForm } from "./define-model-form.ts";
import { InlineForeignKeyField } from "./inline-foreign-key-field.ts";
import { attributeOf } from "./model-choice-field.ts";
import { BaseModelFormSet, type ModelFormSetOptions } from "./model-form-set.ts";
import type { ModelFormSaveOptions } from "./model-form.ts";
import { foreignKeyTo } from "./foreign-key-to.ts";

export interface InlineFormSetOptions<P = object> extends ModelFormSetOptions {
  /** The parent of the rows. Default: a new one without rows. */
  readonly instance?: P | null | undefined;
  /** Whether submitted data becomes new rows. Default false. */
  readonly saveAsNew?: boolean | undefined;
}

/** Forms of the rows that belong to an object. Create its class with `inlineformsetFactory`. */
export class BaseInlineFormSet<
  Form extends AnyModelForm = AnyModelForm,
  P extends object = object,
> extends BaseModelFormSet<Form> {
  static parentModel: unknown = undefined;
  /** The foreign key to the parent, if the model has several. */
  static fkName: string | undefined = undefined;

  readonly instance: P;
  readonly saveAsNew: boolean;

  constructor({ instance, saveAsNew = false, queryset, ...options }: InlineFormSetOptions<P> = {}) {
    const { fk, model, parentModel } = new.target;
    const parent = (instance ?? new (parentModel as new () => object)()) as P;
    const all = (queryset ?? querySetOf(model)) as AnyQuerySet;
    const key = (parent as unknown as ModelBase).pk;
    const rows =
      key === null || key === undefined
        ? all.filter({ pk: null })
        : all.filter({ [fk.attribute]: keyFor(fk, parent) });
    super({ ...options, queryset: rows });
    this.instance = parent;
    this.saveAsNew = saveAsNew;
  }

  /** The foreign key from rows to the parent. */
  static get fk(): FieldInfo {
    return foreignKeyTo(this.parentModel, this.model, this.fkName);
  }

  /** Name of the reverse relation: `choice_set`. */
  static override getDefaultPrefix(): string {
    return accessorOf(this.fk);
  }

  get #fk(): FieldInfo {
    return (this.constructor as typeof BaseInlineFormSet).fk;
  }

  override initialFormCount(): number {
    return this.saveAsNew ? 0 : super.initialFormCount();
  }

  protected override constructForm(
    index: number,
    more: Readonly<Record<string, unknown>> = {},
  ): Form {
    const { data } = this.options;
    const names = [this.info.primaryKey.name, this.#fk.name];
    const hidden = names.map(
      (name) => `${this.addPrefix(index)}-${htmlNameIn(this.kind.form, name)}`,
    );
    const isNew = this.saveAsNew && this.isBound;
    const form = super.constructForm(index, {
      ...(isNew && { data: without(data ?? {}, new Set(hidden)) }),
      ...more,
    });
    Reflect.set(form.instance, this.#fk.attribute, keyFor(this.#fk, this.instance));
    return form;
  }

  protected override makeForm(index: number | null, options: FormOptions): Form {
    const form = super.makeForm(index, options);
    form.namesBeside = new Set([this.#fk.name]);
    return form;
  }

  /** The parent may have been saved since the forms were created. */
  override saveNew(form: Form, options: ModelFormSaveOptions): Promise<Form["instance"]> {
    Reflect.set(form.instance, this.#fk.name, this.instance);
    return super.saveNew(form, options);
  }

  /** Adds the hidden relation to the parent. */
  override addFields(form: Form, index: number | null): void {
    super.addFields(form, index);
    const fk = this.#fk;
    const isKey = fk === this.info.primaryKey;
    const toField = isParentKey(fk) ? undefined : fk.target?.name;
    const fields: Record<string, unknown> = form.fields;
    const before = own(fields, fk.name) as { readonly label?: unknown } | undefined;
    this.#forgetMadeUpKey(form);
    fields[fk.name] = new InlineForeignKeyField(this.instance, {
      ...(isKey
        ? { pkField: true }
        : { label: before ? before.label : capitalized(fk.verboseName) }),
      toField,
    });
  }

  /** An unsaved parent gets its key when saved, so a key from a default would differ. */
  #forgetMadeUpKey(form: Form): void {
    const parent = this.instance as unknown as ModelBase;
    const { target } = this.#fk;
    if (!target || !stateOf(parent).adding || target.declaration.default === undefined) return;
    if (isParentKey(this.#fk) || !form.isBound) Reflect.set(parent, target.attribute, null);
  }

  protected override uniqueFields(): ReadonlySet<string> {
    return new Set([this.#fk.name]);
  }
}

function isParentKey({ target }: FieldInfo): boolean {
  return target !== undefined && target === target.model.primaryKey;
}

function keyFor({ target }: FieldInfo, parent: object): unknown {
  return attributeOf(parent as ModelBase, target?.name ?? "pk");
}

/** Returns Django's name of the reverse relation. */
function accessorOf(fk: FieldInfo): string {
  const relation = [...(fk.related?.relations.values() ?? [])].find(
    ({ foreignKey }) => foreignKey === fk,
  );
  const usual =
    fk.declaration.kind === "oneToOne" ? fk.model.modelName : `${fk.model.modelName}_set`;
  const { relatedName } = fk.declaration;
  const declared =
    relation?.accessor === `${uncapitalized(fk.model.name)}Set` ? undefined : relation?.accessor;
  return htmlNameOf(relatedName?.replace("+", "") || declared || usual);
}

function uncapitalized(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function htmlNameIn(
  form: { readonly prototype: { htmlName(name: string): string } },
  name: string,
): string {
  return form.prototype.htmlName(name);
}

/** Returns data without some names. */
function without(data: DataInput, names: ReadonlySet<string>): DataSource {
  const all = formDataOf(data);
  return {
    get: (name) => (names.has(name) ? null : all.get(name)),
    has: (name) => !names.has(name) && all.has(name),
    getlist: (name) => (names.has(name) ? [] : all.getAll(name)),
  };
}
