import { textOf } from "../../templates/index.ts";
import { LazyChoices, type Choice } from "../choices.ts";

/** What a model choice field tells its choices. */
interface ChoiceSource {
  /** What stands first, for no choice; null for nothing. */
  readonly emptyLabel: unknown;
  /** The rows, once they were read. */
  readonly loaded: readonly object[] | undefined;
  prepareValue(value: unknown): unknown;
  labelFromInstance(object: object): unknown;
}

/** The value of a choice with the object behind it: for a widget's own `createOption`. */
export class ModelChoiceIteratorValue {
  readonly value: unknown;
  readonly instance: object;

  constructor(value: unknown, instance: object) {
    this.value = value;
    this.instance = instance;
  }

  toString(): string {
    return textOf(this.value);
  }
}

/** The choices of a model choice field: its empty label, then a choice for each row. Extend it to show them another way. */
export class ModelChoiceIterator extends LazyChoices {
  readonly field: ChoiceSource;

  constructor(field: ChoiceSource) {
    super();
    this.field = field;
  }

  *[Symbol.iterator](): Iterator<Choice> {
    const { emptyLabel } = this.field;
    if (emptyLabel !== null && emptyLabel !== undefined) yield ["", emptyLabel];
    const { loaded } = this.field;
    if (!loaded) {
      throw new Error(
        "The choices of this field are rows that were not read yet: `await form.whenReady()` before you look at them.",
      );
    }
    for (const object of loaded) yield this.choice(object);
  }

  choice(object: object): Choice {
    const value = new ModelChoiceIteratorValue(this.field.prepareValue(object), object);
    return [value, this.field.labelFromInstance(object)];
  }
}
