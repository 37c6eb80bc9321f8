import { textOf } from "../../templates/index.ts";
import { decimalValidator } from "../../validators/index.ts";
import { isEmptyValue } from "../empty.ts";
import { DecimalText } from "../formats/decimal-text.ts";
import { readDecimal, sameDecimal } from "../formats/numbers.ts";
import type { Attrs } from "../rendering/flatatt.ts";
import { NumberInput } from "../widgets/input.ts";
import type { Widget } from "../widgets/widget.ts";
import { NumberField, type NumberOptions } from "./number-fields.ts";

export interface DecimalOptions extends NumberOptions {
  /** Maximum number of digits. */
  readonly maxDigits?: number | undefined;
  /** Maximum number of decimal places. */
  readonly decimalPlaces?: number | undefined;
}

/** An exact decimal number, as text like in models. */
export class DecimalField<Value = string> extends NumberField<Value> {
  static override defaultErrorMessages = { invalid: "Enter a number." };
  readonly maxDigits: number | undefined;
  readonly decimalPlaces: number | undefined;

  constructor(options: DecimalOptions = {}) {
    super(options);
    this.maxDigits = options.maxDigits;
    this.decimalPlaces = options.decimalPlaces;
    this.validators.push(decimalValidator(options.maxDigits, options.decimalPlaces));
  }

  override toPython(value: unknown): unknown {
    if (isEmptyValue(value)) return null;
    const text = readDecimal(this.textOf(value));
    if (text === undefined) throw this.error("invalid");
    return text;
  }

  override validate(value: unknown): void {
    super.validate(value);
    if (!isEmptyValue(value) && !/^-?\d/.test(String(value)))
      throw this.error("invalid", { value });
  }

  /** Models store decimals as text. */
  override shownInitial(initial: unknown): unknown {
    const text = typeof initial === "string" ? readDecimal(initial) : undefined;
    return text === undefined ? initial : new DecimalText(text);
  }

  protected override isSame(initial: unknown, value: unknown): boolean {
    if (isEmptyValue(initial) || isEmptyValue(value)) return super.isSame(initial, value);
    const exact = typeof initial === "string" ? undefined : readDecimal(textOf(initial));
    return exact !== undefined && sameDecimal(exact, textOf(value));
  }

  override widgetAttrs(widget: Widget): Attrs {
    const attrs = super.widgetAttrs(widget);
    if (!(widget instanceof NumberInput) || "step" in widget.attrs) return attrs;
    attrs["step"] ??= stepOf(this.decimalPlaces);
    return attrs;
  }
}

/** Returns the step of a number of places; `1e-7`, as browsers may read `0.0000001` as 0. */
function stepOf(places: number | undefined): string {
  if (places === undefined) return "any";
  return readDecimal(`1e-${places}`)?.toLowerCase() ?? "any";
}
