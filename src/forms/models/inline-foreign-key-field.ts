import type { ModelBase } from "../../models/index.ts";
import { textOf } from "../../templates/index.ts";
import { isEmptyValue } from "../empty.ts";
import { Field, type FieldOptions, type WidgetClass } from "../fields/field.ts";
import { HiddenInput } from "../widgets/input.ts";
import { attributeOf } from "./model-choice-field.ts";

export interface InlineForeignKeyOptions extends Omit<FieldOptions, "required" | "initial"> {
  /** Whether the relation is the model's primary key, so that empty input means a new row. Default false. */
  readonly pkField?: boolean | undefined;
  /** Field of the parent that the relation refers to. Default: its primary key. */
  readonly toField?: string | undefined;
}

/** The parent of an inline form's row: submitted data must name it. */
export class InlineForeignKeyField<Value = object | null> extends Field<Value> {
  static override widget: WidgetClass = HiddenInput;
  static override defaultErrorMessages: Readonly<Record<string, unknown>> = {
    invalid_choice: "The inline value did not match the parent instance.",
  };
  readonly parentInstance: ModelBase;
  readonly pkField: boolean;
  readonly toField: string | undefined;

  constructor(parentInstance: object, options: InlineForeignKeyOptions = {}) {
    const parent = parentInstance as ModelBase;
    super({ ...options, initial: attributeOf(parent, options.toField ?? "pk"), required: false });
    this.parentInstance = parent;
    this.pkField = options.pkField ?? false;
    this.toField = options.toField;
  }

  override clean(value: unknown): unknown {
    if (isEmptyValue(value)) return this.pkField ? null : this.parentInstance;
    const key = attributeOf(this.parentInstance, this.toField ?? "pk");
    if (textOf(value) !== textOf(key)) throw this.error("invalid_choice");
    return this.parentInstance;
  }

  override hasChanged(): boolean {
    return false;
  }
}
