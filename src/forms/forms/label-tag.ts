import { conditionalEscape, markSafe, textOf } from "../../templates/index.ts";
import type { Attrs } from "../rendering/flatatt.ts";
import type { Rendered } from "../rendering/renderers.ts";
import { isTrue } from "../truth.ts";
import type { BoundField } from "./bound-field.ts";

export interface LabelOptions {
  /** Content. Default: the field's label. */
  readonly contents?: unknown;
  readonly attrs?: Readonly<Attrs> | undefined;
  /** Text after it. Default: the field's, or else the form's. */
  readonly labelSuffix?: string | undefined;
  /** Default `"label"`. */
  readonly tag?: string | undefined;
}

/** Renders a field's label, as an element if the field has an id. */
export function labelTag(bound: BoundField, options: LabelOptions): Rendered {
  const { field, form } = bound;
  const given = isTrue(options.contents) ? options.contents : bound.label;
  const suffix = options.labelSuffix ?? field.labelSuffix ?? form.labelSuffix;
  const text = textOf(given);
  // A label that ends with punctuation gets no suffix.
  const label =
    suffix && text && !":?.!".includes(text.at(-1) ?? "")
      ? markSafe(conditionalEscape(given).value + conditionalEscape(suffix).value)
      : given;
  const id = textOf(field.widget.attrs["id"] || bound.autoId);
  return form.renderTemplate(form.templateNameLabel, {
    field: bound,
    label,
    attrs: id ? labelAttrs(bound, id, options.attrs) : (options.attrs ?? {}),
    use_tag: id !== "",
    tag: options.tag ?? "label",
  });
}

function labelAttrs(
  { field, form }: BoundField,
  id: string,
  attrs: Readonly<Attrs> = {},
): Readonly<Attrs> {
  const target = field.widget.idForLabel(id, undefined);
  const own: Attrs = target ? { ...attrs, for: target } : { ...attrs };
  const { requiredCssClass } = form;
  if (field.required && requiredCssClass !== undefined) {
    own["class"] =
      "class" in own ? `${textOf(own["class"])} ${requiredCssClass}` : requiredCssClass;
  }
  return own;
}
