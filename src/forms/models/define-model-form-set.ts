import type { Field } from "../fields/field.ts";
import { formSetOf, type FormSetSettings } from "../formsets/define-form-set.ts";
import { modelFormOf, type AnyModelForm, type AnyModelFormClass } from "./define-model-form.ts";
import { BaseInlineFormSet, type InlineFormSetOptions } from "./inline-form-set.ts";
import { BaseModelFormSet, type ModelFormSetOptions } from "./model-form-set.ts";
import { BaseModelForm, type ModelFormMeta } from "./model-form.ts";
import type { FormNames, MetaOf, ModelFields, ModelOfForm } from "./types.ts";

/** Options of a model form set, besides those of its forms. */
export interface ModelFormSetSettings extends FormSetSettings {
  /** Whether adding rows is disabled. Default false. */
  readonly editOnly?: boolean | undefined;
}

type Settings<M, N extends string, X extends string, Base> = MetaOf<M, N, X> &
  ModelFormSetSettings & {
    /** Base class of the forms; if it declares its fields, no others are needed. */
    readonly form?: Base | undefined;
  };

/** The forms of a set: the base class's, with fields of the model. */
type FormOf<Base extends AnyModelFormClass, M extends object, Names> = InstanceType<Base> &
  BaseModelForm<ModelFields<M, Names>, M>;

/** The class of a form set for rows of a model. */
export type ModelFormSetClass<Form extends AnyModelForm> = Omit<
  typeof BaseModelFormSet,
  "prototype"
> & {
  new (options?: ModelFormSetOptions): BaseModelFormSet<Form>;
  readonly prototype: BaseModelFormSet<Form>;
};

/** The class of a form set for rows that belong to an object. */
export type InlineFormSetClass<Form extends AnyModelForm, P extends object> = Omit<
  typeof BaseInlineFormSet,
  "prototype"
> & {
  new (options?: InlineFormSetOptions<P>): BaseInlineFormSet<Form, P>;
  readonly prototype: BaseInlineFormSet<Form, P>;
};

/**
 * Creates the class of forms for several rows of a model, and for new ones. Extend it to add `clean`.
 *
 * @throws {ImproperlyConfigured} If neither `fields` nor `exclude` is given, nor a `form` that has them.
 * @throws {RangeError} If `absoluteMax` is below `maxNum`.
 * @example
 * class AuthorFormSet extends modelformsetFactory(Author, { fields: ["name"], canDelete: true }) {}
 * const formset = new AuthorFormSet({ data: request.POST, queryset: Author.objects.filter({ active: true }) });
 * if (await formset.isValid()) await formset.save();
 */
export function modelformsetFactory<
  M extends object,
  const N extends string = FormNames<M>,
  const X extends string = never,
  Base extends AnyModelFormClass = typeof BaseModelForm,
>(
  model: ModelOfForm<M>,
  options: Settings<M, N, X, Base>,
): ModelFormSetClass<FormOf<Base, M, Exclude<N, X>>>;
export function modelformsetFactory(model: object, options: object): unknown {
  return setOf(BaseModelFormSet, model, options, "Calling modelformsetFactory without defining");
}

/**
 * Creates the class of forms for the rows that refer to an object by a foreign key, such as a question's choices. By
 * default there are three empty forms, and rows can be deleted.
 *
 * @param options.fkName The foreign key, if the model has several to the parent.
 * @throws {ImproperlyConfigured} If neither `fields` nor `exclude` is given, nor a `form` that has them.
 * @throws {ValueError} On first use, if the model has no foreign key to the parent, or several.
 * @example
 * class ChoiceFormSet extends inlineformsetFactory(Question, Choice, { fields: ["choiceText"] }) {}
 * const formset = new ChoiceFormSet({ data: request.POST, instance: question });
 */
export function inlineformsetFactory<
  P extends object,
  M extends object,
  const N extends string = FormNames<M>,
  const X extends string = never,
  Base extends AnyModelFormClass = typeof BaseModelForm,
>(
  parentModel: ModelOfForm<P>,
  model: ModelOfForm<M>,
  options: Settings<M, N, X, Base> & { readonly fkName?: string | undefined },
): InlineFormSetClass<FormOf<Base, M, Exclude<N, X>>, P>;
export function inlineformsetFactory(
  parentModel: object,
  model: object,
  { fkName, ...options }: FormSetSettings & { readonly fkName?: string | undefined },
): unknown {
  const all = { extra: 3, canDelete: true, ...options };
  const made = setOf(
    BaseInlineFormSet,
    model,
    all,
    "Calling inlineformsetFactory without defining",
  );
  Object.assign(made, { parentModel, fkName });
  limitToOne(made, options);
  return made;
}

/** A one-to-one relation has one form; the relation is known once the project is set up. */
function limitToOne(kind: typeof BaseInlineFormSet, settings: FormSetSettings): void {
  const { maxNum = 1000, absoluteMax } = settings;
  const most = (): number => (kind.fk.isUnique ? 1 : maxNum);
  Object.defineProperties(kind, {
    maxNum: { get: most, configurable: true },
    absoluteMax: { get: () => absoluteMax ?? most() + 1000, configurable: true },
  });
}

/** Settings of the forms; others belong to the form set. */
const ofForms: ReadonlySet<string> = new Set([
  "fields",
  "exclude",
  "widgets",
  "labels",
  "helpTexts",
  "errorMessages",
  "fieldClasses",
  "localizedFields",
  "formfieldCallback",
]);

function setOf<Base extends typeof BaseModelFormSet>(
  base: Base,
  model: object,
  { form = BaseModelForm, ...options }: object & { readonly form?: unknown },
  complaint: string,
): Base {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  const meta = Object.fromEntries(entries.filter(([name]) => ofForms.has(name)));
  const settings = Object.fromEntries(entries.filter(([name]) => !ofForms.has(name)));
  const own: Record<string, Field> = {};
  const parent = form as typeof BaseModelForm;
  const forms = modelFormOf(parent, { ...(meta as ModelFormMeta), model }, own, complaint);
  const made = formSetOf(
    base as never,
    forms as never,
    settings as FormSetSettings,
  ) as unknown as Base;
  return Object.assign(made, { model });
}
