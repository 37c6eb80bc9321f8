import { textOf } from "../../templates/index.ts";
import type { FormData } from "../form-data.ts";
import { isTrue } from "../truth.ts";
import type { Attrs } from "../rendering/flatatt.ts";
import { Input } from "./input.ts";
import type { WidgetContext, WidgetOptions } from "./widget.ts";

export interface CheckboxOptions extends WidgetOptions {
  /** Whether a value checks the box. Default: any except false, null and an empty text. */
  readonly checkTest?: ((value: unknown) => boolean) | undefined;
}

/** A checkbox. Missing data means false, as browsers send nothing for an unchecked box. */
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
