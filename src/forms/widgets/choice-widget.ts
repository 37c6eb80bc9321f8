import { textOf } from "../../templates/index.ts";
import {
  isGroup,
  normalizeChoices,
  type Choice,
  type Choices,
  type ChoicesInput,
} from "../choices.ts";
import type { FormData } from "../form-data.ts";
import type { Attrs } from "../rendering/flatatt.ts";
import { Widget, type WidgetContext, type WidgetOptions } from "./widget.ts";

export interface ChoiceWidgetOptions extends WidgetOptions {
  readonly choices?: ChoicesInput;
}

/** One option for its template. */
export interface OptionContext extends WidgetContext {
  label: unknown;
  selected: boolean;
  index: string;
  type: string | undefined;
  wrap_label: boolean;
}

/** Position of an option in the list and its group, and whether it is selected. */
export interface OptionPlace {
  readonly index: number;
  readonly subindex: number | null;
  readonly selected: boolean;
}

export type OptionGroup = readonly [name: unknown, options: OptionContext[], index: number];

/** Base of widgets that choose from a list. */
export abstract class ChoiceWidget extends Widget {
  /** Whether several options can be selected. */
  static allowMultipleSelected = false;
  static optionTemplateName = "";
  /** Whether ids of options include their index. */
  static addIdIndex = true;
  /** Attribute of a selected option. */
  static checkedAttribute: Readonly<Attrs> = { checked: true };
  /** Whether options inherit the widget's attributes. */
  static optionInheritsAttrs = true;

  protected choiceSource: Choices;

  constructor({ choices = [], ...options }: ChoiceWidgetOptions = {}) {
    super(options);
    this.choiceSource = normalizeChoices(choices);
  }

  get choices(): Choices {
    return this.choiceSource;
  }

  set choices(choices: ChoicesInput) {
    this.choiceSource = normalizeChoices(choices);
  }

  /** Whether it shows all choices, so that a model's rows must be loaded; an autocomplete widget does not. */
  get offersAll(): boolean {
    return true;
  }

  protected get kind(): typeof ChoiceWidget {
    return this.constructor as typeof ChoiceWidget;
  }

  override subwidgets(
    name: string,
    value: unknown,
    attrs: Readonly<Attrs> = {},
  ): readonly WidgetContext[] {
    return this.options(name, this.formatValue(value), attrs);
  }

  /** Yields all options, without groups. */
  options(
    name: string,
    value: readonly string[],
    attrs: Readonly<Attrs> = {},
  ): readonly OptionContext[] {
    return this.optgroups(name, value, attrs).flatMap(([, options]) => options);
  }

  /** Returns the options by group; a group without a name is a single option. */
  optgroups(
    name: string,
    value: readonly string[],
    attrs: Readonly<Attrs> = {},
  ): readonly OptionGroup[] {
    const groups: OptionGroup[] = [];
    const chosen = new Set(value);
    let hasSelected = false;
    let index = 0;
    for (const [optionValue, label] of this.choices) {
      const own = optionValue ?? "";
      const pairs: readonly Choice[] = isGroup(label) ? label : [[own, label]];
      const options = pairs.map(([each, text], at) => {
        const selected =
          (!hasSelected || this.kind.allowMultipleSelected) && chosen.has(textOf(each));
        hasSelected ||= selected;
        const place = { index, subindex: isGroup(label) ? at : null, selected };
        return this.createOption(name, each, text, place, attrs);
      });
      groups.push([isGroup(label) ? own : null, options, index]);
      index++;
    }
    return groups;
  }

  createOption(
    name: string,
    value: unknown,
    label: unknown,
    { index, subindex, selected }: OptionPlace,
    attrs: Readonly<Attrs> = {},
  ): OptionContext {
    const at = subindex === null ? `${index}` : `${index}_${subindex}`;
    const own = this.kind.optionInheritsAttrs ? this.buildAttrs(this.attrs, attrs) : {};
    if (selected) Object.assign(own, this.kind.checkedAttribute);
    if ("id" in own) own["id"] = this.idForLabel(textOf(own["id"]), at);
    return {
      name,
      value,
      label,
      selected,
      index: at,
      attrs: own,
      type: this.inputType,
      template_name: this.kind.optionTemplateName,
      wrap_label: true,
      is_hidden: false,
      required: this.isRequired,
    };
  }

  override getContext(name: string, value: unknown, attrs: Readonly<Attrs> = {}): WidgetContext {
    const context = super.getContext(name, value, attrs);
    const optgroups = this.optgroups(name, context.value as readonly string[], attrs);
    return Object.assign(context, { optgroups });
  }

  override idForLabel(id: string, index: string | null = "0"): string {
    return id && this.kind.addIdIndex ? `${id}_${index ?? ""}` : id;
  }

  override valueFromDatadict(data: FormData, _files: FormData, name: string): unknown {
    return this.kind.allowMultipleSelected ? data.getAll(name) : data.get(name);
  }

  /** Returns the selected values as texts. */
  override formatValue(value: unknown): readonly string[] {
    if ((value === null || value === undefined) && this.kind.allowMultipleSelected) return [];
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.map((each) => (each === null || each === undefined ? "" : textOf(each)));
  }
}
