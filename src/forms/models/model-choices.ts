import { textOf } from "../../templates/index.ts";
import { LazyChoices, type Choice } from "../choices.ts";

/** A field that provides rows for choices. */
interface ChoiceSource {
  /** Label of the empty choice; null for none. */
  readonly emptyLabel: unknown;
  /** The rows, once loaded. */
  readonly loaded: readonly object[] | undefined;
  prepareValue(value: unknown): unknown;
  labelFromInstance(object: object): unknown;
}

/** A choice's value together with its object, for a widget's `createOption`. */
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

/** The choices of a model choice field: the empty label, then the rows. Extend it to show them in another way. */
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
        "The choices of this field are rows that are not loaded yet: `await form.whenReady()` first.",
      );
    }
    for (const object of loaded) yield this.choice(object);
  }

  choice(object: object): Choice {
    const value = new ModelChoiceIteratorValue(this.field.prepareValue(object), object);
    return [value, this.field.labelFromInstance(object)];
  }
}
