/** Form sets as cases write them, and what is asked of them. */
import {
  BaseFormSet,
  BaseModelForm,
  BaseModelFormSet,
  defineFormSet,
  inlineformsetFactory,
  modelformsetFactory,
  type BaseForm,
  type WidgetClass,
} from "../../../../src/forms/index.ts";
import { formsEnvironment } from "../../../../src/forms/environment.ts";
import type { Doing } from "../protocol.ts";
import { cleanedOf, errorsOf } from "./answers.ts";
import { formArguments } from "./arguments.ts";
import { makeRenderer, metaOf, type FormType, type RendererSpec } from "./classes.ts";
import { allRows, attributesOf, instanceOf, modelNamed, querySetOf } from "./models.ts";
import { camel, camelKeys } from "./names.ts";
import { makeError, type ErrorSpec } from "./validators.ts";
import { decode, encodeValue } from "./values.ts";
import { makeWidget, type WidgetSpec } from "./widgets.ts";
import { show } from "./render.ts";

export type FormSetSpec = Readonly<Record<string, unknown>>;
export type FormSetType = new (options?: object) => BaseFormSet;

interface SetRule {
  readonly do: readonly {
    readonly when?: { readonly duplicate?: string; readonly any_errors?: boolean };
    readonly raise?: ErrorSpec;
    readonly add_form_error?: readonly [index: number, name: string | null, error: ErrorSpec];
  }[];
}

/** What is no setting of a form set's class by its own name. */
const special: ReadonlySet<string> = new Set([
  "rules",
  "renderer",
  "deletion_widget",
  "ordering_widget",
  "default_prefix",
  "model",
  "parent",
]);

export function settingsOf(spec: FormSetSpec): Record<string, unknown> {
  const plain = Object.entries(spec).filter(([key, value]) => !special.has(key) && value !== null);
  const widget = (key: string): object =>
    spec[key] === undefined ? {} : { [camel(key)]: widgetClass(spec[key] as WidgetSpec) };
  return {
    ...camelKeys(Object.fromEntries(plain)),
    ...(spec["renderer"] !== undefined && {
      renderer: makeRenderer(spec["renderer"] as RendererSpec),
    }),
    ...widget("deletion_widget"),
    ...widget("ordering_widget"),
  };
}

function widgetClass(spec: WidgetSpec): WidgetClass {
  return function make() {
    return makeWidget(spec);
  } as unknown as WidgetClass;
}

/** What is said of the forms of a model, by other rules than settings. */
const ofMeta: ReadonlySet<string> = new Set([
  "fields",
  "exclude",
  "widgets",
  "labels",
  "help_texts",
  "error_messages",
  "field_classes",
  "localized_fields",
]);

function makeModelFormSetClass(form: FormType | undefined, spec: FormSetSpec): FormSetType {
  const entries = Object.entries(spec);
  const meta = metaOf(Object.fromEntries(entries.filter(([key]) => ofMeta.has(key))));
  const rest = Object.fromEntries(entries.filter(([key]) => !ofMeta.has(key)));
  const { templateName, ...settings } = settingsOf(rest);
  const start = form ?? class extends BaseModelForm {};
  // Names in Python are those of the page already.
  start.prototype.htmlName = (name: string) => name;
  const options = { ...settings, ...meta, form: start };
  const model = modelNamed(spec["model"]) as never;
  const made =
    spec["parent"] === undefined
      ? modelformsetFactory(model, options as never)
      : inlineformsetFactory(modelNamed(spec["parent"]) as never, model, options as never);
  return finishFormSet(made, spec, templateName);
}

export function makeFormSetClass(form: FormType | undefined, spec: FormSetSpec): FormSetType {
  if (spec["model"] !== undefined) return makeModelFormSetClass(form, spec);
  const { templateName, ...settings } = settingsOf(spec);
  const made = defineFormSet(form as never, settings) as unknown as FormSetType;
  return finishFormSet(made, spec, templateName);
}

export function finishFormSet(
  base: FormSetType,
  spec: FormSetSpec,
  templateName: unknown,
): FormSetType {
  const kind = class extends base {
    override async clean(): Promise<void> {
      await super.clean();
      for (const rule of (spec["rules"] ?? []) as readonly SetRule[]) followSet(this, rule);
    }
  };
  if (spec["rules"] === undefined) Reflect.deleteProperty(kind.prototype, "clean");
  const prefix = spec["default_prefix"];
  return Object.assign(kind, {
    ...(templateName !== undefined && { templateName }),
    ...(prefix !== undefined && { getDefaultPrefix: () => prefix }),
  });
}

function followSet(formset: BaseFormSet, rule: SetRule): void {
  for (const { when = {}, raise, add_form_error } of rule.do) {
    const holds =
      (when.duplicate === undefined || hasDuplicate(formset, when.duplicate)) &&
      (when.any_errors === undefined ||
        formset.errors.some(({ size }) => size > 0) === when.any_errors);
    if (!holds) continue;
    if (raise !== undefined) throw makeError(raise);
    if (add_form_error) {
      formset.at(add_form_error[0])?.addError(add_form_error[1], makeError(add_form_error[2]));
    }
  }
}

function hasDuplicate(formset: BaseFormSet, name: string): boolean {
  const { canDelete } = formset.constructor as typeof BaseFormSet;
  const values = formset.forms
    .map((form) => (form.cleanedData ?? {}) as Record<string, unknown>)
    .filter((data) => !(canDelete && data["DELETE"] === true))
    .filter((data) => Object.hasOwn(data, name))
    .map((data) => JSON.stringify(data[name]));
  return new Set(values).size < values.length;
}

export function formSetArguments(doing: Doing): Record<string, unknown> {
  const { form_kwargs } = doing;
  if (doing["renderer"] !== undefined) throw new TypeError("form sets take no renderer");
  return {
    ...formArguments(doing),
    ...(form_kwargs !== undefined && {
      formOptions: camelKeys(decode(form_kwargs) as Record<string, unknown>),
    }),
  };
}

const indexes = (formset: BaseFormSet, forms: readonly BaseForm[]): number[] =>
  forms.map((form) => formset.forms.indexOf(form));

/** The arguments of the form sets of models, which the database is asked for. */
export async function modelArguments(doing: Doing): Promise<Record<string, unknown>> {
  const { queryset, instance, initial } = doing;
  return {
    ...(queryset !== undefined && queryset !== null && { queryset: querySetOf(queryset) }),
    ...(instance !== undefined && { instance: await instanceOf(instance) }),
    ...(doing["save_as_new"] === true && { saveAsNew: true }),
    ...(initial !== undefined && initial !== null && { initial: decode(initial) }),
  };
}

export async function saveAnswer(formset: BaseModelFormSet, doing: Doing): Promise<unknown> {
  const isValid = await formset.isValid();
  const answer = {
    is_valid: isValid,
    errors: formset.errors.map(errorsOf),
    non_form_errors: formset.nonFormErrors().getJsonData(),
  };
  if (!isValid) return { ...answer, rows: await allRows() };
  const saved = (await formset.save({ commit: doing["commit"] !== false })) as object[];
  return {
    ...answer,
    saved: saved.map(attributesOf),
    new: (formset.newObjects as object[]).map(attributesOf),
    changed: formset.changedObjects.map(([object, names]) => [encodeValue(object.pk), names]),
    deleted: formset.deletedObjects.map(({ pk }) => encodeValue(pk)),
    rows: await allRows(),
  };
}

export async function formSetAnswer(formset: BaseFormSet): Promise<Record<string, unknown>> {
  const isValid = await formset.isValid();
  const { canOrder, canDelete } = formset.constructor as typeof BaseFormSet;
  return {
    is_bound: formset.isBound,
    is_valid: isValid,
    errors: formset.errors.map(errorsOf),
    non_form_errors: formset.nonFormErrors().getJsonData(),
    total_error_count: formset.totalErrorCount(),
    forms: formset.forms.length,
    ...(!formset.isBound && { has_changed: null }),
    ...(formset.isBound && {
      has_changed: formset.hasChanged(),
      changed: formset.forms.map((form) => form.hasChanged()),
      cleaned_data: formset.forms.map(cleanedOf),
    }),
    ...(isValid && {
      ...(canDelete && { deleted: indexes(formset, formset.deletedForms) }),
      ...(canOrder && { ordered: formset.orderedForms.map(cleanedOf) }),
    }),
  };
}

const setGetters: Readonly<Record<string, (formset: BaseFormSet) => unknown>> = {
  forms: (formset) => formset.forms.length,
  length: (formset) => formset.forms.length,
  bool: () => true,
  management: ({ managementForm: form }) =>
    form.isBound ? cleanedOf(form) : encodeValue(form.initial),
  prefixes: (formset) => formset.forms.map(({ prefix }) => prefix),
  empty_permitted: (formset) => formset.forms.map(({ emptyPermitted }) => emptyPermitted),
  field_names: (formset) => formset.forms.map(({ fields }) => Object.keys(fields)),
  empty_form_fields: ({ emptyForm }) => Object.keys(emptyForm.fields),
  default_prefix: (formset) => (formset.constructor as typeof BaseFormSet).getDefaultPrefix(),
  non_form_errors: (formset) => formset.nonFormErrors().messages,
  errors: (formset) => formset.errors.map(errorsOf),
  is_valid: (formset) => formset.isValid(),
  instances: (formset) =>
    formset.forms.map((form) =>
      encodeValue(Reflect.get(Object(Reflect.get(form, "instance")), "pk")),
    ),
};

export async function getOfFormSet(formset: BaseFormSet, what: string): Promise<unknown> {
  if (Object.hasOwn(setGetters, what)) return setGetters[what]?.(formset);
  const name = camel(what);
  const owner: object = name in formset ? formset : formset.constructor;
  const value: unknown = Reflect.get(owner, name);
  return encodeValue(typeof value === "function" ? Reflect.apply(value, owner, []) : value);
}

export async function showFormSet(formset: BaseFormSet, doing: Doing): Promise<string> {
  await formset.whenReady();
  const [how = "", ...args] = String(doing["as"] ?? "str").split(":");
  const text = async (value: unknown): Promise<string> => String(await value);
  switch (how) {
    case "management_form":
      return text(formset.managementForm.render());
    case "empty_form":
      return show(formset.emptyForm, doing, args.join(":") || "str");
    case "form": {
      const form = formset.at(Number(args[0]));
      return form ? show(form, doing, args.slice(1).join(":") || "str") : "";
    }
    case "non_form_errors":
      return text(formset.nonFormErrors().render());
    case "template":
      return formsEnvironment().engine.fromString(String(doing["template"])).render({ formset });
    case "p":
      return text(formset.asP());
    case "div":
      return text(formset.asDiv());
    case "table":
      return text(formset.asTable());
    case "ul":
      return text(formset.asUl());
    default:
      return text(formset.render());
  }
}
