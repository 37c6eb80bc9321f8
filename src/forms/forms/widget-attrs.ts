import { MultiValueField } from "../fields/composite-fields.ts";
import type { Attrs } from "../rendering/flatatt.ts";
import { isTrue } from "../truth.ts";
import { MultiWidget } from "../widgets/multi-widget.ts";
import type { Widget } from "../widgets/widget.ts";
import type { BoundField } from "./bound-field.ts";

/** Returns the attributes that the field and its data add to the widget. */
export function boundWidgetAttrs(bound: BoundField, attrs: Readonly<Attrs>, widget: Widget): Attrs {
  const { field, form } = bound;
  const own: Attrs = { ...attrs };
  if (field.required && form.useRequiredAttribute && widget.useRequiredAttribute(bound.initial)) {
    if (hasRequiredParts(field, widget)) requireParts(field, widget, bound.initial);
    else own["required"] = true;
  }
  if (field.disabled) own["disabled"] = true;
  if (!widget.isHidden && bound.hasErrors) own["aria-invalid"] = "true";
  // The caller's value wins, so that the order of descriptions can be chosen.
  if (!isTrue(own["aria-describedby"]) && !bound.useFieldset) {
    const described = bound.ariaDescribedby;
    if (described) own["aria-describedby"] = described;
  }
  return own;
}

type InParts = MultiValueField & { readonly requireAllFields: false };

function hasRequiredParts(field: unknown, widget: Widget): field is InParts {
  return (
    field instanceof MultiValueField && !field.requireAllFields && widget instanceof MultiWidget
  );
}

function requireParts(field: InParts, widget: Widget, initial: unknown): void {
  if (!(widget instanceof MultiWidget)) return;
  for (const [at, part] of widget.widgets.entries()) {
    part.attrs["required"] =
      part.useRequiredAttribute(initial) && (field.fields[at]?.required ?? false);
  }
}
