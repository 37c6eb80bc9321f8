/** What a case does with a form once it is made. */
import type { BaseForm, Field } from "../../../../src/forms/index.ts";
import { makeField, type FieldSpec } from "./fields.ts";
import { camel } from "./names.ts";
import { querySetOf } from "./models.ts";
import { makeError, type ErrorSpec } from "./validators.ts";
import { decode } from "./values.ts";
import { choicesOf } from "./widgets.ts";

type Step = (form: BaseForm, what: never) => unknown;

const fieldsOf = (form: BaseForm): Record<string, Field> => form.fields;

function fieldOf(form: BaseForm, name: string): Field {
  const field = fieldsOf(form)[name];
  if (!field) throw new RangeError(`no field ${name}`);
  return field;
}

export const steps: Record<string, Step> = {
  async add_error(form, [name, error]: readonly [string | null, ErrorSpec]) {
    if (form.isBound) await form.isValid();
    form.addError(name, makeError(error));
  },
  order_fields: (form, names: readonly string[]) => form.orderFields(names),
  field_set: (form, [name, attribute, value]: readonly [string, string, unknown]) =>
    Object.assign(fieldOf(form, name), { [camel(attribute)]: decode(value) }),
  field_choices: (form, [name, choices]: readonly [string, unknown]) =>
    Object.assign(fieldOf(form, name), { choices: choicesOf(choices) }),
  field_queryset: (form, [name, spec]: readonly [string, unknown]) =>
    Object.assign(fieldOf(form, name), { queryset: querySetOf(spec) }),
  field_add: (form, [name, spec]: readonly [string, FieldSpec]) => {
    fieldsOf(form)[name] = makeField(spec);
  },
  field_remove: (form, name: string) => Reflect.deleteProperty(form.fields, name),
  widget_attr: (form, [name, key, value]: readonly [string, string, unknown]) => {
    fieldOf(form, name).widget.attrs[key] = decode(value);
  },
  full_clean: (form) => form.fullClean(),
};

export async function takeSteps(form: BaseForm, list: unknown): Promise<void> {
  for (const each of (list ?? []) as readonly Readonly<Record<string, unknown>>[]) {
    for (const [name, what] of Object.entries(each)) await steps[name]?.(form, what as never);
  }
}
