/** Fields that choose from a list. */
import { textOf } from "../../templates/index.ts";
import { ValidationError } from "../../validators/index.ts";
import { isGroup, normalizeChoices, type Choices, type ChoicesInput } from "../choices.ts";
import { isEmptyValue } from "../empty.ts";
import { ChoiceWidget } from "../widgets/choice-widget.ts";
import { MultipleHiddenInput } from "../widgets/multiple-hidden-input.ts";
import { Select, SelectMultiple } from "../widgets/select.ts";
import type { Widget } from "../widgets/widget.ts";
import { Field, type FieldOptions, type WidgetClass } from "./field.ts";

export interface ChoiceOptions extends FieldOptions {
  /** Pairs of value and label, groups `[name, pairs]`, a mapping, or a function that returns any of them. */
  readonly choices?: ChoicesInput | undefined;
}

/** Chooses one item: the text of its value, `""` for none. */
export class ChoiceField<Value = string> extends Field<Value> {
  static override widget: WidgetClass = Select;
  static override defaultErrorMessages: Readonly<Record<string, unknown>> = {
    invalid_choice: "Select a valid choice. %(value)s is not one of the available choices.",
  };
  protected choiceSource: Choices;

  constructor(options: ChoiceOptions = {}) {
    super(options);
    this.choiceSource = normalizeChoices(options.choices ?? []);
  }

  get choices(): Choices {
    return this.choiceSource;
  }

  /** Also sets the widget's choices. */
  set choices(choices: ChoicesInput) {
    this.choiceSource = normalizeChoices(choices);
    if (this.widget instanceof ChoiceWidget) this.widget.choices = this.choiceSource;
  }

  protected override makeWidget(source: Widget | WidgetClass): Widget {
    const isNew = !this.hasTold;
    const widget = super.makeWidget(source);
    if (isNew) Object.assign(widget, { choices: this.choiceSource });
    return widget;
  }

  override toPython(value: unknown): unknown {
    return isEmptyValue(value) ? "" : textOf(value);
  }

  override validate(value: unknown): void {
    super.validate(value);
    if (!isEmptyValue(value) && !this.validValue(value)) {
      throw this.error("invalid_choice", { value: textOf(value) });
    }
  }

  /** Whether a value is one of the choices. */
  validValue(value: unknown): boolean {
    const text = textOf(value);
    for (const [key, label] of this.choices) {
      if (
        !isGroup(label)
          ? textOf(key ?? null) === text
          : label.some(([each]) => textOf(each) === text)
      ) {
        return true;
      }
    }
    return false;
  }
}

export interface TypedChoiceOptions<Value, Empty = string> extends ChoiceOptions {
  /** Converts the chosen text to a value; an error means an invalid choice. */
  readonly coerce?: ((text: string) => Value) | undefined;
  /** Value if nothing is chosen. Default `""`. */
  readonly emptyValue?: Empty | undefined;
}

/** Chooses one item, converted to another type. */
export class TypedChoiceField<Value = unknown> extends ChoiceField<Value> {
  readonly coerce: (text: string) => unknown;
  readonly emptyValue: unknown;

  constructor(options: TypedChoiceOptions<unknown, unknown> = {}) {
    super(options);
    this.coerce = options.coerce ?? ((text) => text);
    this.emptyValue = options.emptyValue === undefined ? "" : options.emptyValue;
  }

  override clean(value: unknown): unknown {
    return this.coerced(super.clean(value));
  }

  protected coerced(value: unknown): unknown {
    if (value === this.emptyValue || isEmptyValue(value)) return this.emptyValue;
    return coerceOne(this.coerce, textOf(value), (each) =>
      this.error("invalid_choice", { value: each }),
    );
  }

  protected override isSame(initial: unknown, value: unknown): boolean {
    return super.isSame(this.coerced(initial), this.coerced(value));
  }
}

function coerceOne(
  coerce: (text: string) => unknown,
  text: string,
  refuse: (text: string) => ValidationError,
): unknown {
  try {
    const value = coerce(text);
    if (!Number.isNaN(value)) return value;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  throw refuse(text);
}

/** Chooses several items: the texts of their values. */
export class MultipleChoiceField<Value = string[]> extends ChoiceField<Value> {
  static override widget: WidgetClass = SelectMultiple;
  static override hiddenWidget: WidgetClass = MultipleHiddenInput;
  static override defaultErrorMessages: Readonly<Record<string, unknown>> = {
    invalid_list: "Enter a list of values.",
  };

  override acceptsJson(value: unknown): boolean {
    return Array.isArray(value)
      ? value.every((each) => super.acceptsJson(each))
      : super.acceptsJson(value);
  }

  override fromJson(value: unknown, exact: string | undefined): unknown {
    return Array.isArray(value)
      ? value.map((each: unknown) => super.fromJson(each, undefined))
      : super.fromJson(value, exact);
  }

  override toPython(value: unknown): unknown {
    if (isEmptyValue(value) || value === false || value === 0) return [];
    if (!Array.isArray(value)) throw this.error("invalid_list");
    return value.map((each) => textOf(each ?? null));
  }

  override validate(value: unknown): void {
    if (this.required && isEmptyValue(value)) throw this.error("required");
    for (const each of value as readonly unknown[]) {
      if (!this.validValue(each)) throw this.error("invalid_choice", { value: each });
    }
  }

  override hasChanged(initial: unknown, data: unknown): boolean {
    if (this.disabled) return false;
    const [before, after] = [listOf(initial), listOf(data)];
    if (before.length !== after.length) return true;
    const texts = new Set(before.map(textOf));
    const sent = new Set(after.map(textOf));
    return texts.size !== sent.size || [...sent].some((text) => !texts.has(text));
  }
}

export function listOf(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (typeof value === "string") return Array.from(value);
  return typeof value === "object" && Symbol.iterator in value
    ? [...(value as Iterable<unknown>)]
    : [value];
}

/** Chooses several items, converted to another type. */
export class TypedMultipleChoiceField<Value = unknown[]> extends MultipleChoiceField<Value> {
  readonly coerce: (text: string) => unknown;
  readonly emptyValue: unknown;

  constructor(options: TypedChoiceOptions<unknown, unknown> = {}) {
    super(options);
    this.coerce = options.coerce ?? ((text) => text);
    this.emptyValue = options.emptyValue === undefined ? [] : options.emptyValue;
  }

  override clean(value: unknown): unknown {
    const list = super.clean(value);
    if (list === this.emptyValue || isEmptyValue(list)) return this.emptyValue;
    return (list as readonly string[]).map((text) =>
      coerceOne(this.coerce, text, (each) => this.error("invalid_choice", { value: each })),
    );
  }

  override validate(value: unknown): void {
    if (!isEmptyValue(value)) super.validate(value);
    else if (this.required) throw this.error("required");
  }
}
