import {
  querySetOf,
  stateOf,
  type AnyQuerySet,
  type ModelBase,
  type ModelInfo,
} from "../../models/index.ts";
import { textOf } from "../../templates/index.ts";
import {
  ModelChoiceField,
  type ChoiceRows,
  type ModelChoiceOptions,
} from "./model-choice-field.ts";

interface PrimaryKeyOptions extends ModelChoiceOptions {
  /** The form's row, already loaded. */
  readonly known: ModelBase | undefined;
}

/** Identifies the row of a form in a form set. */
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

/** Whether users do not enter the key, such as a parent row's key. */
export function isHiddenKey({ primaryKey }: ModelInfo): boolean {
  const { declaration, auto, related } = primaryKey;
  if (declaration.editable === false || auto) return true;
  return declaration.parentLink === true && related !== undefined && isHiddenKey(related);
}

/** Returns the rows that a form's key may name. */
export function keyRows(info: ModelInfo, object: ModelBase): ChoiceRows {
  const { related } = info.primaryKey;
  const all = querySetOf((related ?? info).model) as unknown as AnyQuerySet;
  const { alias } = stateOf(object);
  return alias === undefined ? all : all.using(alias);
}
