import type { BaseForm } from "../forms/form.ts";
import type { WidgetClass } from "../fields/field.ts";
import type { BaseRenderer } from "../rendering/renderers.ts";
import type { FormSetOptions } from "./form-set-options.ts";
import { BaseFormSet } from "./form-set.ts";

export interface FormSetSettings {
  /** Number of empty forms after the others. Default 1. */
  readonly extra?: number | undefined;
  /** Whether to add a field `ORDER` to each form. Default false. */
  readonly canOrder?: boolean | undefined;
  /** Whether to add a field `DELETE` to each form. Default false. */
  readonly canDelete?: boolean | undefined;
  /** Whether empty forms get it too. Default true. */
  readonly canDeleteExtra?: boolean | undefined;
  /** Minimum number of forms. Default 0. */
  readonly minNum?: number | undefined;
  /** Maximum number of forms. Default 1,000. */
  readonly maxNum?: number | undefined;
  /** Hard limit on the number of forms, whatever is submitted. Default `maxNum` plus 1,000. */
  readonly absoluteMax?: number | undefined;
  /** Whether fewer than `minNum` forms are an error. Default false. */
  readonly validateMin?: boolean | undefined;
  /** Whether more than `maxNum` forms are an error. Default false. */
  readonly validateMax?: boolean | undefined;
  readonly renderer?: BaseRenderer | undefined;
  readonly deletionWidget?: WidgetClass | undefined;
  readonly orderingWidget?: WidgetClass | undefined;
}

/** The class of a set of forms of one class. */
export type FormSetClass<Form extends BaseForm> = Omit<typeof BaseFormSet, "prototype"> & {
  new (options?: FormSetOptions): BaseFormSet<Form>;
  readonly prototype: BaseFormSet<Form>;
};

// oxlint-disable-next-line typescript/no-explicit-any -- a class of forms with whatever options and fields
type FormType = new (options?: any) => BaseForm<any>;

/**
 * Creates the class of a set of forms in one page. Extend it to add `clean`.
 *
 * @throws {RangeError} If `absoluteMax` is below `maxNum`.
 * @example
 * class ArticleFormSet extends defineFormSet(ArticleForm, { extra: 2, canDelete: true }) {}
 */
export function defineFormSet<Form extends FormType>(
  form: Form,
  settings?: FormSetSettings,
): FormSetClass<InstanceType<Form>>;
export function defineFormSet(form: FormType, settings: FormSetSettings = {}): unknown {
  return formSetOf(BaseFormSet, form, settings);
}

/** @internal Creates a form set class from another, with other settings. */
export function formSetOf<Base extends typeof BaseFormSet>(
  base: Base,
  form: FormType,
  settings: FormSetSettings,
): Base {
  const given = Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  );
  const maxNum = settings.maxNum ?? 1000;
  const absoluteMax = settings.absoluteMax ?? maxNum + 1000;
  if (maxNum > absoluteMax) {
    throw new RangeError("'absoluteMax' must be greater or equal to 'maxNum'.");
  }
  const made = class FormSet extends (base as typeof BaseFormSet) {};
  return Object.assign(made, { ...given, form, absoluteMax }) as unknown as Base;
}
