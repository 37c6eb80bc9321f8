import type { ModelBase } from "../../models/index.ts";
import { textOf } from "../../templates/index.ts";
import {
  ModelChoiceField,
  type ChoiceRows,
  type ModelChoiceOptions,
} from "./model-choice-field.ts";

interface PrimaryKeyOptions extends ModelChoiceOptions {
  /** The row of the form, which was read already. */
  readonly known: ModelBase | undefined;
}

/** Which row a form of a form set is about. */
export class PrimaryKeyField extends ModelChoiceField {
  protected readonly known: ModelBase | undefined;

  constructor(queryset: ChoiceRows, { known, ...options }: PrimaryKeyOptions) {
    super(queryset, options);
    this.known = known;
  }

  override toPython(value: unknown): unknown {
    const isKnown = this.known && textOf(this.prepareValue(value)) === textOf(this.known.pk);
    return isKnown ? this.known : super.toPython(value);
  }
}
