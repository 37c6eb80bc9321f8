import { textOf } from "../../templates/index.ts";
import type { FormData } from "../form-data.ts";
import { isTrue } from "../truth.ts";
import type { Attrs } from "../rendering/flatatt.ts";
import { Input } from "./input.ts";
import type { WidgetContext, WidgetOptions } from "./widget.ts";

export interface CheckboxOptions extends WidgetOptions {
  /** Whether the box is checked for a value. Default: for any but false, none and an empty text. */
  readonly checkTest?: ((value: unknown) => boolean) | undefined;
}

/** A box to check. What is not sent is false: browsers send nothing for a box that is not checked. */
export class CheckboxInput extends Input {
  static override inputType = "checkbox";
  static override templateName = "django/forms/widgets/checkbox.html";
  readonly checkTest: (value: unknown) => boolean;

  constructor({ checkTest = isChecked, ...options }: CheckboxOptions = {}) {
    super(options);
    this.checkTest = checkTest;
  }

  override formatValue(value: unknown): unknown {
    return typeof value === "boolean" || !isChecked(value) ? null : textOf(value);
  }

  override getContext(name: string, value: unknown, attrs: Readonly<Attrs> = {}): WidgetContext {
    const own = this.checkTest(value) ? { ...attrs, checked: true } : attrs;
    return super.getContext(name, value, own);
  }

  override valueFromDatadict(data: FormData, _files: FormData, name: string): unknown {
    if (!data.has(name)) return false;
    const value = data.get(name);
    if (typeof value !== "string") return isTrue(value);
    return value.toLowerCase() !== "false" && value !== "";
  }

  override valueOmittedFromData(): boolean {
    return false;
  }
}

function isChecked(value: unknown): boolean {
  return value !== false && value !== null && value !== undefined && value !== "";
}
