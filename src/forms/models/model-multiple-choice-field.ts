import { isIn, ModelBase } from "../../models/index.ts";
import { textOf } from "../../templates/index.ts";
import { isTrue } from "../truth.ts";
import type { WidgetClass } from "../fields/field.ts";
import { MultipleHiddenInput } from "../widgets/multiple-hidden-input.ts";
import { SelectMultiple } from "../widgets/select.ts";
import {
  attributeOf,
  ModelChoiceField,
  prohibitNull,
  type ChoiceRows,
  type ModelChoiceOptions,
} from "./model-choice-field.ts";

export type ModelMultipleChoiceOptions = Omit<ModelChoiceOptions, "emptyLabel" | "blank">;

/** Chooses several objects of a model, in the order of the rows. */
export class ModelMultipleChoiceField<Value = unknown> extends ModelChoiceField<Value> {
  static override widget: WidgetClass = SelectMultiple;
  static override hiddenWidget: WidgetClass = MultipleHiddenInput;
  static override defaultErrorMessages: Readonly<Record<string, unknown>> = {
    invalid_list: "Enter a list of values.",
    invalid_choice: "Select a valid choice. %(value)s is not one of the available choices.",
    invalid_pk_value: "“%(pk)s” is not a valid value.",
  };

  constructor(queryset: ChoiceRows, options: ModelMultipleChoiceOptions = {}) {
    super(queryset, { ...options, emptyLabel: null });
  }

  override prepareValue(value: unknown): unknown {
    return Array.isArray(value)
      ? value.map((each) => super.prepareValue(each))
      : super.prepareValue(value);
  }

  override acceptsJson(value: unknown): boolean {
    return Array.isArray(value)
      ? value.every((each) => super.acceptsJson(each))
      : super.acceptsJson(value);
  }

  override toPython(value: unknown): unknown {
    return isTrue(value) ? this.findAll(this.keysIn(value)) : [];
  }

  override clean(value: unknown): unknown {
    const given = this.prepareValue(value);
    if (!isTrue(given)) {
      if (this.required) throw this.error("required");
      return [];
    }
    return this.foundAll(this.keysIn(given));
  }

  private async foundAll(keys: readonly unknown[]): Promise<readonly object[]> {
    const found = await this.findAll(keys);
    this.runValidators(keys);
    return found;
  }

  private keysIn(value: unknown): readonly unknown[] {
    if (!Array.isArray(value)) throw this.error("invalid_list");
    const keys = value.map((each) =>
      each instanceof ModelBase ? this.keyOf(each) : (each as unknown),
    );
    // Nested lists are not keys.
    if (keys.some((key) => typeof key === "object" && key !== null))
      throw this.error("invalid_list");
    return keys;
  }

  /** Loads the rows of all keys. */
  private async findAll(keys: readonly unknown[]): Promise<readonly object[]> {
    const name = this.toFieldName ?? "pk";
    const wanted = new Map<unknown, unknown>();
    for (const key of new Set(keys)) {
      prohibitNull(key);
      const condition = this.condition(key);
      if (!condition) throw this.error("invalid_pk_value", { pk: textOf(key) });
      wanted.set(key, Reflect.get(condition, name));
    }
    const found = await this.queryset.filter({ [name]: isIn([...wanted.values()]) });
    const known = new Set(found.map((object) => textOf(attributeOf(object as ModelBase, name))));
    for (const key of wanted.keys()) {
      if (!known.has(textOf(key))) throw this.error("invalid_choice", { value: textOf(key) });
    }
    return found;
  }

  override hasChanged(initial: unknown, data: unknown): boolean {
    if (this.disabled) return false;
    const before = listIn(this.prepareValue(initial ?? []));
    const after = listIn(data ?? []);
    if (before.length !== after.length) return true;
    const sent = new Set(after.map(textOf));
    const known = new Set(before.map(textOf));
    return sent.size !== known.size || [...sent].some((key) => !known.has(key));
  }
}

function listIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === "string" ? Array.from(value) : [value];
}
