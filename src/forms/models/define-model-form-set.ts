import type { Field } from "../fields/field.ts";
import { formSetOf, type FormSetSettings } from "../formsets/define-form-set.ts";
import { modelFormOf, type AnyModelForm, type AnyModelFormClass } from "./define-model-form.ts";
import { BaseInlineFormSet, type InlineFormSetOptions } from "./inline-form-set.ts";
import { BaseModelFormSet, type ModelFormSetOptions } from "./model-form-set.ts";
import { BaseModelForm, type ModelFormMeta } from "./model-form.ts";
import type { FormNames, MetaOf, ModelFields, ModelOfForm } from "./types.ts";

/** What a form set of a model can be told beside what its forms can. */
export interface ModelFormSetSettings extends FormSetSettings {
  /** Whether no rows can be added. Default false. */
  readonly editOnly?: boolean | undefined;
}

type Settings<M, N extends string, X extends string, Base> = MetaOf<M, N, X> &
  ModelFormSetSettings & {
    /** A class of model forms to start from; one that says its fields needs no others. */
    readonly form?: Base | undefined;
  };

/** The forms of a form set: those of the class it starts from, with the fields of the model. */
type FormOf<Base extends AnyModelFormClass, M extends object, Names> = InstanceType<Base> &
  BaseModelForm<ModelFields<M, Names>, M>;

/** The class of form sets of rows of a model. */
export type ModelFormSetClass<Form extends AnyModelForm> = Omit<
  typeof BaseModelFormSet,
  "prototype"
> & {
  new (options?: ModelFormSetOptions): BaseModelFormSet<Form>;
  readonly prototype: BaseModelFormSet<Form>;
};

/** The class of form sets of the rows that belong to an object. */
export type InlineFormSetClass<Form extends AnyModelForm, P extends object> = Omit<
  typeof BaseInlineFormSet,
  "prototype"
> & {
  new (options?: InlineFormSetOptions<P>): BaseInlineFormSet<Form, P>;
  readonly prototype: BaseInlineFormSet<Form, P>;
};

/**
 * Makes the class of the forms of several rows of a model in one page, and of new ones. Extend it to add `clean`.
 *
 * @throws {ImproperlyConfigured} Neither `fields` nor `exclude`, and no `form` that says them.
 * @throws {RangeError} `absoluteMax` is below `maxNum`.
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
 * Makes the class of the forms of the rows that belong to an object by a foreign key: of a question's choices.
 * Unless said otherwise there are three empty forms, and rows can be deleted.
 *
 * @param options.fkName The foreign key, where the model has several to the parent.
 * @throws {ImproperlyConfigured} Neither `fields` nor `exclude`, and no `form` that says them.
 * @throws {ValueError} When the form set is first used: the model has no foreign key to the parent, or several.
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

/** A relation to one object has one form; which relation it is, is known once the project is set up. */
function limitToOne(kind: typeof BaseInlineFormSet, settings: FormSetSettings): void {
  const { maxNum = 1000, absoluteMax } = settings;
  const most = (): number => (kind.fk.isUnique ? 1 : maxNum);
  Object.defineProperties(kind, {
    maxNum: { get: most, configurable: true },
    absoluteMax: { get: () => absoluteMax ?? most() + 1000, configurable: true },
  });
}

/** What is said of the forms, all else is of the form set. */
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
