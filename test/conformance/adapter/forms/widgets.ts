/** Widgets as cases write them. */
import * as forms from "../../../../src/forms/index.ts";
import { camelKeys } from "./names.ts";
import { decode } from "./values.ts";

export type WidgetSpec = string | Readonly<Record<string, unknown>>;

const widgets = forms as unknown as Readonly<
  Record<string, new (options?: object) => forms.Widget>
>;

/** Attributes that a case sets once the widget is made. */
const later = ["is_required", "is_localized", "initial_text", "input_text", "clear_checkbox_label"];
/** Attributes that a case gives the class. */
const ofClass = ["template_name", "input_type", "media"];

export function makeWidget(spec: WidgetSpec): forms.Widget {
  if (typeof spec === "string") return makeWidget({ widget: spec });
  const { widget: name, ...rest } = spec;
  const given = Object.entries(rest);
  const pick = (keys: readonly string[]): Record<string, unknown> =>
    camelKeys(Object.fromEntries(given.filter(([key]) => keys.includes(key))));
  const without = new Set([...later, ...ofClass, "decompress"]);
  const options = camelKeys(Object.fromEntries(given.filter(([key]) => !without.has(key))));
  const own = Object.assign(classOf(String(name), rest["decompress"]), {});
  const kind = class extends own {};
  Object.defineProperty(kind, "name", { value: name });
  Object.assign(kind, pick(ofClass));
  const widget = new kind(optionsOf(options));
  return Object.assign(widget, pick(later));
}

function optionsOf(options: Readonly<Record<string, unknown>>): object {
  const { widgets: parts, checkTest, choices, ...rest } = options;
  return {
    ...(decode(rest) as object),
    ...(parts !== undefined && { widgets: partsOf(parts) }),
    ...(choices !== undefined && { choices: choicesOf(choices) }),
    ...(checkTest !== undefined && { checkTest: (value: unknown) => value === checkTest }),
  };
}

function partsOf(parts: unknown): unknown {
  if (Array.isArray(parts)) return parts.map((part: WidgetSpec) => makeWidget(part));
  return Object.fromEntries(
    Object.entries(parts as object).map(([name, part]) => [name, makeWidget(part as WidgetSpec)]),
  );
}

/** Choices keep the order in which a mapping names them. */
export function choicesOf(spec: unknown): never {
  return decode(spec) as never;
}

function classOf(name: string, decompress: unknown): new (options?: object) => forms.Widget {
  const found = widgets[name];
  if (found === undefined) throw new Error(`no widget ${name}`);
  if (name !== "MultiWidget") return found;
  const base = found as unknown as new (options: object) => forms.MultiWidget;
  return class extends base {
    decompress(value: unknown): readonly unknown[] {
      const count = this.widgets.length;
      if (decompress === "list") return (value as unknown[] | null) ?? nulls(count);
      if (typeof decompress !== "string" || value === null || value === "") return nulls(count);
      return String(value).split(decompress.slice("split:".length));
    }
  } as unknown as new (options?: object) => forms.Widget;
}

const nulls = (count: number): null[] => Array.from({ length: count }, () => null);
