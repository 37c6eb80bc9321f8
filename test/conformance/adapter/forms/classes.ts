/** Classes of forms as cases write them. */
import * as formRoom from "../../../../src/forms/index.ts";
import {
  BaseForm,
  defineModelForm,
  DjangoTemplates,
  ErrorList,
  TemplatesSetting,
  type BaseRenderer,
  type Field,
} from "../../../../src/forms/index.ts";
import { boundFieldWith, makeField, type FieldSpec } from "./fields.ts";
import { camel, camelKeys } from "./names.ts";
import { modelNamed } from "./models.ts";
import { follow, type Rule } from "./rules.ts";
import { makeWidget } from "./widgets.ts";

export interface FormSpec {
  readonly extends?: readonly string[];
  readonly fields?: Readonly<Record<string, FieldSpec | null>>;
  readonly meta?: Readonly<Record<string, unknown>>;
  readonly rules?: readonly Rule[];
  readonly media?: object;
  readonly default_renderer?: RendererSpec;
  readonly bound_field?: { readonly css_class: string };
  readonly [attribute: string]: unknown;
}

export interface RendererSpec {
  readonly base: string;
  readonly [template: string]: string;
}

export type Forms = Readonly<Record<string, FormSpec>>;

export function makeRenderer({ base, ...templates }: RendererSpec): BaseRenderer {
  const renderer = base === "TemplatesSetting" ? new TemplatesSetting() : new DjangoTemplates();
  return Object.assign(renderer, camelKeys(templates));
}

const ofClass: readonly string[] = [
  "field_order",
  "prefix",
  "error_css_class",
  "required_css_class",
  "use_required_attribute",
  "template_name",
  "template_name_p",
  "template_name_div",
  "template_name_table",
  "template_name_ul",
  "template_name_label",
];

/** One class that has what Python's would have of all its bases. */
interface Flat {
  readonly meta: Readonly<Record<string, unknown>> | undefined;
  readonly fields: Map<string, Field>;
  readonly statics: Record<string, unknown>;
  readonly rules: Map<string, readonly Rule[]>;
  readonly media: readonly object[];
}

function flatten(spec: FormSpec, forms: Forms): Flat {
  const bases = (spec.extends ?? []).map((name) => flatten(forms[name] ?? {}, forms));
  const flat: Flat = {
    meta: undefined,
    fields: new Map(),
    statics: {},
    rules: new Map(),
    media: [],
  };
  for (const base of bases.toReversed()) {
    for (const [name, field] of base.fields) flat.fields.set(name, field);
    Object.assign(flat.statics, base.statics);
    for (const [method, rules] of base.rules) {
      flat.rules.set(method, [
        ...rules,
        ...(method === "clean" ? (flat.rules.get(method) ?? []) : []),
      ]);
    }
  }
  for (const [name, field] of Object.entries(spec.fields ?? {})) {
    if (field === null) flat.fields.delete(name);
    else flat.fields.set(name, makeField(field));
  }
  for (const rule of spec.rules ?? []) {
    const inherited =
      rule.super === false || rule.method !== "clean" ? [] : flat.rules.get(rule.method);
    flat.rules.set(rule.method, [rule, ...(inherited ?? [])]);
  }
  for (const key of ofClass) if (spec[key] !== undefined) flat.statics[camel(key)] = spec[key];
  if (spec.default_renderer) flat.statics["defaultRenderer"] = makeRenderer(spec.default_renderer);
  if (spec.bound_field)
    flat.statics["boundFieldClass"] = boundFieldWith(spec.bound_field.css_class);
  const meta = spec.meta ?? bases.map((base) => base.meta).find((each) => each !== undefined);
  const media = [...bases.flatMap((base) => base.media), ...(spec.media ? [spec.media] : [])];
  return { ...flat, media, meta };
}

export type FormType = new (options?: object) => BaseForm;

/** The class of a form, of a model where it says one. */
export function makeFormClass(spec: FormSpec, forms: Forms = {}): FormType {
  const flat = flatten(spec, forms);
  if (!flat.meta) return finish(BaseForm, flat, { baseFields: Object.fromEntries(flat.fields) });
  const { model, ...meta } = flat.meta;
  const parent = defineModelForm(
    modelNamed(model) as never,
    metaOf(meta) as never,
    Object.fromEntries(flat.fields),
  );
  return finish(parent as unknown as FormType, flat);
}

/** What a model form is told, by our names. */
export function metaOf(meta: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { widgets, field_classes, error_messages, ...rest } = meta;
  const each = (named: unknown, make: (spec: never) => unknown): object =>
    Object.fromEntries(
      Object.entries(named ?? {}).map(([name, spec]) => [name, make(spec as never)]),
    );
  return {
    ...camelKeys(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null))),
    ...(widgets !== undefined && { widgets: each(widgets, makeWidget) }),
    ...(error_messages !== undefined && { errorMessages: error_messages }),
    ...(field_classes !== undefined && {
      fieldClasses: each(field_classes, (name: string) => Reflect.get(formRoom, name)),
    }),
  };
}

export function finish(
  parent: FormType,
  { statics, rules, media }: Flat,
  own: object = {},
): FormType {
  const withMedia = media.reduce<FormType>(
    (above, each) => {
      const kind = class extends above {};
      return Object.assign(kind, { media: each });
    },
    class extends parent {},
  );
  const made = class extends withMedia {};
  Object.assign(made, own, statics);
  // Names in Python are those of the page already.
  made.prototype.htmlName = (name: string) => name;
  for (const [method, list] of rules) addMethod(made, method, list);
  return made;
}

function addMethod(kind: FormType, method: string, rules: readonly Rule[]): void {
  if (method !== "clean") {
    const field = method.slice("clean_".length);
    const name = `clean${field
      .split("_")
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join("")}`;
    Object.defineProperty(kind.prototype, name, {
      value(this: BaseForm) {
        const [rule] = rules;
        const ended = rule && follow(this, rule);
        const data = this.cleanedData as Record<string, unknown>;
        return ended ? ended.value : data[field];
      },
    });
    return;
  }
  const above = kind.prototype.clean;
  Object.defineProperty(kind.prototype, "clean", {
    value(this: BaseForm, cleaned: never) {
      let answer: unknown = rules.some((rule) => rule.super === false)
        ? undefined
        : above.call(this, cleaned);
      for (const rule of rules.toReversed()) {
        const ended = follow(this, rule);
        answer = ended ? ended.value : undefined;
        if (answer !== undefined && answer !== null) this.cleanedData = answer as never;
      }
      return answer;
    },
  });
}

/** A list of errors with another class, in another template. */
export function errorClassOf(spec: { readonly css?: string; readonly template?: string }) {
  return class extends ErrorList {
    static override templateName = spec.template ?? ErrorList.templateName;

    constructor(...[errors, options]: ConstructorParameters<typeof ErrorList>) {
      super(errors, spec.css === undefined ? options : { ...options, errorClass: spec.css });
    }
  };
}
