/** Boolean fields. */
import { isTrue } from "../truth.ts";
import { CheckboxInput } from "../widgets/checkbox-input.ts";
import { NullBooleanSelect } from "../widgets/select.ts";
import { Field, type WidgetClass } from "./field.ts";

/** A boolean; must be true if required. */
export class BooleanField<Value = boolean> extends Field<Value> {
  static override widget: WidgetClass = CheckboxInput;

  /** Other widgets than a checkbox send `False` or `0` for false. */
  override toPython(value: unknown): unknown {
    return typeof value === "string" && /^(?:false|0)$/i.test(value) ? false : isTrue(value);
  }

  override acceptsJson(value: unknown): boolean {
    return typeof value === "boolean";
  }

  override validate(value: unknown): void {
    if (this.required && value !== true) throw this.error("required");
  }

  override hasChanged(initial: unknown, data: unknown): boolean {
    return !this.disabled && this.toPython(initial) !== this.toPython(data);
  }
}

const yes: ReadonlySet<unknown> = new Set([true, 1, "True", "true", "1"]);
const no: ReadonlySet<unknown> = new Set([false, 0, "False", "false", "0"]);

/** Yes, no or unknown, which stands for any other input. */
export class NullBooleanField extends BooleanField<boolean | null> {
  static override widget = NullBooleanSelect;

  override toPython(value: unknown): unknown {
    if (yes.has(value)) return true;
    return no.has(value) ? false : null;
  }

  override validate(): void {}
}
