/** Fields as cases write them. */
import { DecimalText } from "../../../../src/forms/formats/decimal-text.ts";
import * as forms from "../../../../src/forms/index.ts";
import { BoundField } from "../../../../src/forms/index.ts";
import { camelKeys } from "./names.ts";
import { makeError, makeValidator, pythonRegex, type ErrorSpec } from "./validators.ts";
import { decode } from "./values.ts";
import { limitOf, querySetOf } from "./models.ts";
import { choicesOf, makeWidget, type WidgetSpec } from "./widgets.ts";

export type FieldSpec = Readonly<Record<string, unknown>>;
type FieldClass = new (...options: readonly unknown[]) => forms.Field;

const classes = forms as unknown as Readonly<Record<string, FieldClass>>;

/** What is given under other keys or means another thing than its value. */
type Maker = (value: never, spec: FieldSpec) => unknown;

const makers: Readonly<Record<string, Maker>> = {
  widget: (spec: WidgetSpec) => makeWidget(spec),
  validators: (list: readonly unknown[]) => list.map(makeValidator),
  choices: (spec: unknown) => choicesOf(spec),
  queryset: () => undefined,
  limit_choices_to: (spec: unknown) => limitOf(decode(spec)),
  coerce: (name: string) => coercions[name],
  fields: (list: readonly FieldSpec[]) => list.map((each) => makeField(each)),
  error_messages: (messages: Readonly<Record<string, ErrorSpec>>) =>
    Object.fromEntries(
      Object.entries(messages).map(([code, each]) => [
        code,
        typeof each === "string" ? each : (makeError(each).html ?? makeError(each).message),
      ]),
    ),
};

const coercions: Readonly<Record<string, (text: string) => unknown>> = {
  int(text) {
    if (!/^\s*[+-]?\d+\s*$/.test(text)) throw new TypeError("no whole number");
    return Number(text);
  },
  float: (text) => (text.trim() === "" ? Number.NaN : Number(text)),
  decimal(text) {
    if (!/^[+-]?\d+(?:\.\d*)?$/.test(text.trim())) throw new TypeError("no decimal");
    return new DecimalText(text.trim());
  },
  upper: (text) => text.toUpperCase(),
  bool: (text) => text !== "",
};

/** The options of a field by our names. */
export function fieldOptions(spec: FieldSpec): Record<string, unknown> {
  const options = Object.entries(spec)
    .filter(([key]) => key !== "field" && key !== "compress" && key !== "label_from")
    .map(([key, value]) => {
      const make = Object.hasOwn(makers, key) ? makers[key] : undefined;
      return [key, make && value !== null ? make(value as never, spec) : decode(value)] as const;
    });
  return camelKeys(Object.fromEntries(options));
}

export function makeField(spec: FieldSpec): forms.Field {
  const name = String(spec["field"]);
  const options = nullsAway(fieldOptions(spec), ["emptyValue", "initial", "emptyLabel"]);
  if (name === "RegexField") {
    const { regex, ...rest } = options;
    return new forms.RegexField(pythonRegex(String(regex)), rest);
  }
  if (name === "MultiValueField") return new (multiValue(spec["compress"]))(options);
  if (name === "IntegerField") options["bigint"] = true;
  if (name === "ModelChoiceField" || name === "ModelMultipleChoiceField") {
    const { queryset: _queryset, ...rest } = options;
    return new (labelled(name, spec["label_from"]))(querySetOf(spec["queryset"]), rest);
  }
  const kind = classes[name];
  if (kind === undefined) throw new Error(`no field ${name}`);
  return new kind(options);
}

/** A class whose labels are an attribute of the objects. */
function labelled(name: string, attribute: unknown): FieldClass {
  const kind = classes[name] as FieldClass;
  if (typeof attribute !== "string") return kind;
  const holder = {
    [name]: class extends kind {
      labelFromInstance(object: object): string {
        return `row: ${String(Reflect.get(object, attribute))}`;
      }
    },
  };
  return holder[name] as FieldClass;
}

function nullsAway(options: Record<string, unknown>, but: readonly string[]) {
  return Object.fromEntries(
    Object.entries(options).filter(([key, value]) => value !== null || but.includes(key)),
  );
}

function multiValue(compress: unknown): FieldClass {
  return class MultiValue extends (forms.MultiValueField as unknown as FieldClass) {
    compress(parts: readonly unknown[]): unknown {
      if (typeof compress !== "string" || compress === "list") return parts;
      return parts.map((part) => part ?? "").join(compress.slice("join:".length));
    }
  };
}

/** A bound field that puts a class in front of its own. */
export function boundFieldWith(cssClass: string): typeof BoundField {
  return class extends BoundField {
    override cssClasses(extra: string | readonly string[] = ""): string {
      const own = super.cssClasses(extra);
      return own === "" ? cssClass : `${cssClass} ${own}`;
    }
  };
}
