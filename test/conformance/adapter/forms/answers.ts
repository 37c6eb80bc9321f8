/** What cases ask of a form. */
import {
  BaseModelForm,
  ChoiceField,
  type BaseForm,
  type BoundField,
  type BoundWidget,
  type ErrorDict,
  type Field,
} from "../../../../src/forms/index.ts";
import { infoOf } from "../../../../src/models/index.ts";
import { textOf } from "../../../../src/templates/index.ts";
import { attributesOf } from "./models.ts";
import { camel } from "./names.ts";
import { encodeClean, encodeModelValue, encodeValue } from "./values.ts";

export const errorsOf = (errors: ErrorDict): unknown => errors.getJsonData();

export function cleanedOf(form: BaseForm): Record<string, unknown> | null {
  if ((form.cleanedData as unknown) === undefined) return null;
  const fields: Readonly<Record<string, Field>> = form.fields;
  return Object.fromEntries(
    Object.entries(form.cleanedData).map(([name, value]) => [
      name,
      encodeClean(value, Object.hasOwn(fields, name) ? fields[name] : undefined),
    ]),
  );
}

export async function cleanAnswer(form: BaseForm): Promise<Record<string, unknown>> {
  const isValid = await form.isValid();
  return {
    is_bound: form.isBound,
    is_valid: isValid,
    errors: errorsOf(form.errors),
    non_field_errors: form.nonFieldErrors().messages,
    cleaned_data: cleanedOf(form),
    changed_data: form.changedData,
    has_changed: form.hasChanged(),
    ...(form instanceof BaseModelForm && { instance: attributesOf(form.instance) }),
  };
}

type Get = (form: BaseForm, name: string, more: string | undefined) => unknown;

const getters: Readonly<Record<string, Get>> = {
  has_error: (form, name, code) => form.hasError(name, code),
  add_prefix: (form, name) => form.addPrefix(name),
  add_initial_prefix: (form, name) => form.addInitialPrefix(name),
  get_initial: (form, name) => encodeValue(form.get(name).initial),
  exists(form, name) {
    try {
      form.get(name);
      return true;
    } catch {
      return { raises: "KeyError" };
    }
  },
};

const wholes: Readonly<Record<string, (form: BaseForm) => unknown>> = {
  iterate: (form) => Array.from(form, ({ name }) => name),
  fields: (form) => Object.keys(form.fields),
  hidden_fields: (form) => form.hiddenFields().map(({ name }) => name),
  visible_fields: (form) => form.visibleFields().map(({ name }) => name),
  errors: (form) => errorsOf(form.errors),
  non_field_errors: (form) => form.nonFieldErrors().messages,
  is_valid: (form) => form.isValid(),
  cleaned_data: cleanedOf,
  changed_data: (form) => form.changedData,
  initial: initialsOf,
  prefix: (form) => form.prefix ?? null,
};

/** Of a model's fields, as what objects hold. */
function initialsOf(form: BaseForm): unknown {
  if (!(form instanceof BaseModelForm)) return encodeValue(form.initial);
  const { fields } = infoOf(form.instance.constructor);
  return Object.fromEntries(
    Object.entries(form.initial).map(([name, value]) => {
      const field = fields.get(name);
      return [name, field ? encodeModelValue(value, field) : encodeValue(value)];
    }),
  );
}

/** One thing of a form by its name in a case: `is_bound`, `name.auto_id`, `has_error:name:code`. */
export async function getOf(form: BaseForm, what: string): Promise<unknown> {
  if (Object.hasOwn(wholes, what)) return wholes[what]?.(form);
  const [head = "", name = "", more] = what.split(":");
  if (Object.hasOwn(getters, head)) return getters[head]?.(form, name, more);
  if (what.includes(".")) return ofField(form, what);
  const value: unknown = Reflect.get(form, camel(what));
  return encodeValue(typeof value === "function" ? Reflect.apply(value, form, []) : value);
}

function ofField(form: BaseForm, what: string): unknown {
  const dot = what.indexOf(".");
  const bound = form.get(what.slice(0, dot));
  const [attribute = "", ...more] = what.slice(dot + 1).split(":");
  const special = Object.hasOwn(ofBound, attribute) ? ofBound[attribute] : undefined;
  if (special) return special(bound, more);
  const value: unknown = Reflect.get(bound, camel(attribute));
  return encodeValue(typeof value === "function" ? Reflect.apply(value, bound, []) : value);
}

const ofBound: Readonly<Record<string, (bound: BoundField, more: readonly string[]) => unknown>> = {
  css_classes: (bound, [extra]) =>
    bound
      .cssClasses(extra ?? "")
      .split(" ")
      .filter(Boolean)
      .sort(),
  error_code: (bound) => bound.errors.asData()[0]?.code ?? null,
  errors: (bound) => bound.errors.messages,
  count: (bound) => bound.subwidgets.length,
  sub: (bound, [index, attribute = ""]) => ofWidget(bound.at(Number(index)), attribute),
  sub_data: (bound, [index, key = ""]) => encodeValue(bound.at(Number(index))?.data[key]),
  widget_attrs: (bound) => bound.buildWidgetAttrs({}),
};

function ofWidget(widget: BoundWidget | undefined, attribute: string): unknown {
  const value: unknown = widget && Reflect.get(widget, camel(attribute));
  if (typeof value !== "function") return encodeValue(value);
  return encodeValue(Reflect.apply(value, widget, []));
}

const asked: readonly (readonly [name: string, property: string])[] = [
  "max_length",
  "min_length",
  "min_value",
  "max_value",
  "max_digits",
  "decimal_places",
  "strip",
  "empty_value",
  "step_size",
  "empty_label",
  "to_field_name",
  "allow_unicode",
  "assume_scheme",
  "unpack_ipv4",
].map((name) => [name, camel(name)]);

/** What a field is, by its class's name in Django. */
export function describeField(field: Field): Record<string, unknown> {
  const more = asked
    .filter(([, property]) => property in field)
    .map(([name, property]) => [name, encodeValue(Reflect.get(field, property))]);
  return {
    field: field.constructor.name,
    widget: field.widget.constructor.name,
    required: field.required,
    label: encodeValue(field.label),
    help_text: encodeValue(field.helpText),
    initial: initialOf(field),
    disabled: field.disabled,
    localize: field.localize,
    ...Object.fromEntries(more),
    ...(field instanceof ChoiceField && { choices: choicesOf(field) }),
  };
}

function initialOf({ initial }: Field): unknown {
  if (typeof initial !== "function") return encodeValue(initial);
  return { $callable: encodeValue((initial as () => unknown)()) };
}

function choicesOf(field: ChoiceField): unknown {
  return Array.from(field.choices, ([value, label]) => [
    encodeValue(value),
    Array.isArray(label)
      ? label.map((pair: readonly unknown[]) => pair.map(encodeValue))
      : textOf(label),
  ]);
}
