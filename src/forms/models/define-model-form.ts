import { ImproperlyConfigured } from "../../conf/index.ts";
import { isModel } from "../../models/index.ts";
import type { Field } from "../fields/field.ts";
import type { FormFields } from "../forms/form-fields.ts";
import type { MediaDefinition } from "../rendering/media.ts";
import { BaseModelForm, type ModelFormMeta, type ModelFormOptions } from "./model-form.ts";
import type { FormName, FormNames, MetaOf, ModelFields, ModelOfForm } from "./types.ts";

/** The class of a model form with these fields. */
export interface ModelFormClass<F extends FormFields, M extends object> extends Omit<
  typeof BaseModelForm,
  "prototype"
> {
  new (options?: ModelFormOptions<F, M>): BaseModelForm<F, M>;
  readonly prototype: BaseModelForm<F, M>;
  media?: MediaDefinition;
}

// oxlint-disable-next-line typescript/no-explicit-any -- a model form with whatever fields and objects
export type AnyModelForm = BaseModelForm<any, any>;
// oxlint-disable-next-line typescript/no-explicit-any -- a class of model forms with whatever options
export type AnyModelFormClass = new (options?: any) => AnyModelForm;

/** The fields of two forms; the second's replace the first's. */
type Both<F, More> = { readonly [K in keyof F as K extends keyof More ? never : K]: F[K] } & {
  readonly [K in keyof More as More[K] extends Field ? K : never]: Extract<More[K], Field>;
};

type Own = Readonly<Record<string, Field | null>>;

/** The class of a form that extends another. */
type Extended<Base extends AnyModelFormClass, F> = Omit<Base, "prototype"> & {
  new (
    options?: ConstructorParameters<Base>[0],
  ): InstanceType<Base> & BaseModelForm<Both<NonNullable<unknown>, F>>;
  readonly prototype: InstanceType<Base> & BaseModelForm<Both<NonNullable<unknown>, F>>;
};

/**
 * Creates a model form class from another, with additional fields and without those that are null.
 *
 * @example
 * class SurveyForm extends defineModelForm(QuestionForm, {}, { comment: fields.char() }) {}
 */
export function defineModelForm<
  const Base extends AnyModelFormClass,
  const F extends Own = Record<never, Field>,
>(base: Base, meta?: ModelFormMeta, fields?: F): Extended<Base, F>;
/**
 * Creates a form class from a model: its fields correspond to the model's. Extend it to add `cleanNAME` methods and
 * `clean`.
 *
 * @param meta Which fields to use, and what to change.
 * @param fields The form's own fields; one with the name of a model field replaces it.
 * @throws {ImproperlyConfigured} If neither `fields` nor `exclude` is given.
 * @throws {FieldError} On first use, if `fields` names an unknown or non-editable field.
 * @example
 * class QuestionForm extends defineModelForm(Question, { fields: ["questionText", "pubDate"] }) {}
 * const form = new QuestionForm({ data: request.POST });
 * if (await form.isValid()) await form.save();
 */
export function defineModelForm<
  M extends object,
  const N extends string = FormNames<M>,
  const X extends string = never,
  const F extends Own = Record<never, Field>,
>(
  model: ModelOfForm<M>,
  meta: MetaOf<M, N, X>,
  fields?: F,
): ModelFormClass<Both<ModelFields<M, Exclude<N, X>>, F>, M>;
export function defineModelForm(base: unknown, meta: object = {}, fields: Own = {}): unknown {
  const parent = isModelForm(base) ? base : BaseModelForm;
  const own: ModelFormMeta = isModelForm(base) ? meta : { model: base, ...meta };
  return modelFormOf(parent, own, fields, "Creating a ModelForm without either");
}

/**
 * Creates a model form class, like {@link defineModelForm}, optionally from a base class without a model.
 *
 * @param options.form The base class.
 *
 * @example
 * const QuestionForm = modelformFactory(Question, { fields: ["questionText"] });
 * const form = new QuestionForm({ data: request.POST });
 */
export function modelformFactory<
  M extends object,
  const N extends string = FormNames<M>,
  const X extends string = never,
  Base extends AnyModelFormClass = typeof BaseModelForm,
>(
  model: ModelOfForm<M>,
  options: MetaOf<M, N, X> & { readonly form?: Base | undefined },
): Omit<Base, "prototype"> &
  (new (
    options?: ModelFormOptions<ModelFields<M, Exclude<N, X>>, M>,
  ) => InstanceType<Base> & BaseModelForm<ModelFields<M, Exclude<N, X>>, M>);
export function modelformFactory(
  model: object & { readonly name?: string },
  { form = BaseModelForm, ...meta }: object & { readonly form?: unknown },
): unknown {
  const made = modelFormOf(
    form as typeof BaseModelForm,
    { ...meta, model },
    {},
    "Calling modelformFactory without defining",
  );
  Object.defineProperty(made, "name", { value: `${model.name ?? ""}Form` });
  return made;
}

/** @internal */
export function modelFormOf(
  parent: typeof BaseModelForm,
  given: ModelFormMeta,
  fields: Own,
  complaint: string,
): typeof BaseModelForm {
  const meta: ModelFormMeta = { ...parent.meta, ...given };
  if (meta.model !== undefined && meta.fields === undefined && meta.exclude === undefined) {
    throw new ImproperlyConfigured(`${complaint} 'fields' or 'exclude' is prohibited.`, {
      hint: 'Say which fields: `fields: ["title"]`, or `fields: "__all__"` for all of them.',
    });
  }
  if (meta.model !== undefined && !isModel(meta.model)) {
    throw new TypeError("A model form is made from a model: a class that extends defineModel().");
  }
  const made = class ModelForm extends parent {
    static override meta = meta;
  };
  parent.declareFields(made, fields);
  return made as typeof BaseModelForm;
}

export function isModelForm(base: unknown): base is typeof BaseModelForm {
  return (
    typeof base === "function" &&
    (base === BaseModelForm || base.prototype instanceof BaseModelForm)
  );
}

export type { FormName };
