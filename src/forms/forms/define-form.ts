import type { Field } from "../fields/field.ts";
import type { MediaDefinition } from "../rendering/media.ts";
import type { FormFields } from "./form-fields.ts";
import type { FormOptions } from "./form-options.ts";
import { BaseForm } from "./form.ts";

/** The class of a form with these fields. */
export interface FormClass<F extends FormFields> extends Omit<typeof BaseForm, "prototype"> {
  new (options?: FormOptions<F>): BaseForm<F>;
  readonly prototype: BaseForm<F>;
  media?: MediaDefinition;
}

/** A form class with additional fields; null removes one. */
type Extended<Base extends AnyFormClass, F> = Omit<Base, "prototype"> & {
  new (options?: ConstructorParameters<Base>[0]): InstanceType<Base> & BaseForm<Fields<F>>;
  readonly prototype: InstanceType<Base> & BaseForm<Fields<F>>;
};

type Fields<F> = {
  [Name in keyof F as F[Name] extends Field ? Name : never]: Extract<F[Name], Field>;
};

// oxlint-disable-next-line typescript/no-explicit-any -- a class of forms with whatever options
export type AnyFormClass = new (options?: any) => AnyForm;
// oxlint-disable-next-line typescript/no-explicit-any -- a form with whatever fields
export type AnyForm = BaseForm<any>;

/**
 * Creates a form class from its fields. Extend it to add `cleanNAME` methods and `clean`:
 *
 * @example
 * class ContactForm extends defineForm({
 *   subject: fields.char({ maxLength: 100 }),
 *   sender: fields.email(),
 * }) {
 *   cleanSubject() {
 *     return this.cleanedData.subject.trim();
 *   }
 * }
 */
export function defineForm<const F extends FormFields>(fields: F): FormClass<F>;
/** Creates a form class from another, with additional fields and without those that are null. */
export function defineForm<
  const Base extends AnyFormClass,
  const F extends Readonly<Record<string, Field | null>>,
>(base: Base, fields: F): Extended<Base, F>;
export function defineForm(
  base: typeof BaseForm | FormFields,
  added?: Readonly<Record<string, Field | null>>,
): unknown {
  const [parent, fields] = typeof base === "function" ? [base, added ?? {}] : [BaseForm, base];
  const made = class Form extends parent {};
  parent.declareFields(made, fields);
  return made;
}
