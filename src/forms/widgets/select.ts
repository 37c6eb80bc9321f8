/** Widgets to choose from a list. */
import type { FormData } from "../form-data.ts";
import type { Attrs } from "../rendering/flatatt.ts";
import { ChoiceWidget } from "./choice-widget.ts";
import type { WidgetContext, WidgetOptions } from "./widget.ts";

export class Select extends ChoiceWidget {
  static override inputType = "select";
  static override templateName = "django/forms/widgets/select.html";
  static override optionTemplateName = "django/forms/widgets/select_option.html";
  static override addIdIndex = false;
  static override checkedAttribute: Readonly<Attrs> = { selected: true };
  static override optionInheritsAttrs = false;

  override getContext(name: string, value: unknown, attrs: Readonly<Attrs> = {}): WidgetContext {
    const context = super.getContext(name, value, attrs);
    if (this.kind.allowMultipleSelected) context.attrs["multiple"] = true;
    return context;
  }

  /** A single `<select>` can be required only if its first option is empty; a multiple one always can. */
  override useRequiredAttribute(initial: unknown): boolean {
    const uses = super.useRequiredAttribute(initial);
    if (!uses || this.kind.allowMultipleSelected) return uses;
    for (const [value] of this.choices) return value === null || value === "";
    return false;
  }
}

const truths = new Map<unknown, boolean>([
  [true, true],
  ["True", true],
  ["true", true],
  ["2", true],
  [false, false],
  ["False", false],
  ["false", false],
  ["3", false],
]);

/** Yes, no or unknown. */
export class NullBooleanSelect extends Select {
  constructor(options: WidgetOptions = {}) {
    super({
      ...options,
      choices: [
        ["unknown", "Unknown"],
        ["true", "Yes"],
        ["false", "No"],
      ],
    });
  }

  override formatValue(value: unknown): readonly string[] {
    const isText = value === "True" || value === "False";
    const truth = isText ? undefined : truths.get(value);
    return [truth === undefined ? "unknown" : String(truth)];
  }

  override valueFromDatadict(data: FormData, _files: FormData, name: string): unknown {
    return truths.get(data.get(name)) ?? null;
  }
}

export class SelectMultiple extends Select {
  static override allowMultipleSelected = true;

  /** Browsers send nothing if nothing is selected. */
  override valueOmittedFromData(): boolean {
    return false;
  }
}

export class RadioSelect extends ChoiceWidget {
  static override inputType = "radio";
  static override templateName = "django/forms/widgets/radio.html";
  static override optionTemplateName = "django/forms/widgets/radio_option.html";
  static override useFieldset = true;

  /** A group's label points to none of its options. */
  override idForLabel(id: string, index: string | null = null): string {
    return index === null ? "" : super.idForLabel(id, index);
  }
}

export class CheckboxSelectMultiple extends RadioSelect {
  static override allowMultipleSelected = true;
  static override inputType = "checkbox";
  static override templateName = "django/forms/widgets/checkbox_select.html";
  static override optionTemplateName = "django/forms/widgets/checkbox_option.html";

  /** Browsers would require every box to be checked. */
  override useRequiredAttribute(): boolean {
    return false;
  }

  override valueOmittedFromData(): boolean {
    return false;
  }
}
