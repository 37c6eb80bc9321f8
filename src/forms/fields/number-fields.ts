/** Number fields. */
import { textOf } from "../../templates/index.ts";
import { stepValueValidator, ValidationError } from "../../validators/index.ts";
import { isEmptyValue } from "../empty.ts";
import { DecimalText } from "../formats/decimal-text.ts";
import { readFloat, readInteger, sanitizeSeparators } from "../formats/numbers.ts";
import type { Attrs } from "../rendering/flatatt.ts";
import { NumberInput, TextInput } from "../widgets/input.ts";
import type { Widget } from "../widgets/widget.ts";
import { Field, type FieldOptions, type FieldValidator, type WidgetClass } from "./field.ts";

/** A number, or a decimal as text. */
type Amount = number | bigint | string | DecimalText;

/** A limit: a number, a decimal as text, or a function called each time. */
export type Limit = Amount | (() => Amount);

export interface NumberOptions extends FieldOptions {
  readonly maxValue?: Limit | undefined;
  readonly minValue?: Limit | undefined;
  /** Accepts only multiples of it, counted from `minValue` or 0. */
  readonly stepSize?: number | string | DecimalText | undefined;
}

export interface IntegerOptions extends NumberOptions {
  /**
   * Whether to accept integers beyond 9,007,199,254,740,991, as BigInt. Default false, which rejects them.
   */
  readonly bigint?: boolean | undefined;
}

/** Base of number fields: limits, and `<input type="number">`. */
export abstract class NumberField<Value> extends Field<Value> {
  static override widget: WidgetClass = NumberInput;
  readonly maxValue: Limit | undefined;
  readonly minValue: Limit | undefined;
  readonly stepSize: number | string | DecimalText | undefined;

  constructor(options: NumberOptions = {}) {
    super(options);
    const { maxValue, minValue, stepSize } = options;
    this.maxValue = maxValue;
    this.minValue = minValue;
    this.stepSize = stepSize;
    if (maxValue !== undefined) this.validators.push(limited(maxValue, "max"));
    if (minValue !== undefined) this.validators.push(limited(minValue, "min"));
    if (stepSize === undefined) return;
    const offset = minValue === undefined ? undefined : valueOf(minValue);
    this.validators.push(stepsOf(stepSize, offset));
  }

  /** Browsers cannot show localized numbers in `<input type="number">`. */
  protected override defaultWidget(): WidgetClass {
    const widget = super.defaultWidget();
    return this.localize && widget === NumberInput ? TextInput : widget;
  }

  override widgetAttrs(widget: Widget): Attrs {
    const attrs = super.widgetAttrs(widget);
    if (!(widget instanceof NumberInput)) return attrs;
    if (this.minValue !== undefined) attrs["min"] = this.minValue;
    if (this.maxValue !== undefined) attrs["max"] = this.maxValue;
    if (this.stepSize !== undefined) attrs["step"] = this.stepSize;
    return attrs;
  }

  /** Returns submitted text without the language's separators. */
  protected textOf(value: unknown): string {
    const text = textOf(value);
    return this.localize && typeof value === "string" ? sanitizeSeparators(text) : text;
  }
}

const valueOf = (limit: Limit): Amount => (typeof limit === "function" ? limit() : limit);

/** Messages show decimals with the places of step and start: `0.1, 0.35, 0.60`. */
function stepsOf(step: Amount, start: Amount | undefined): FieldValidator {
  const validator = stepValueValidator(
    Number(step),
    start === undefined ? {} : { offset: Number(start) },
  );
  const isDecimal = typeof step !== "number" && start !== undefined;
  if (!isDecimal) return validator;
  const places = Math.max(placesOf(step), placesOf(start));
  return (value: never) => {
    try {
      validator(value);
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      const shown = [1, 2].map((steps) => (Number(start) + steps * Number(step)).toFixed(places));
      throw new ValidationError(
        "Ensure this value is a multiple of step size %(limit_value)s, starting from %(offset)s, e.g. %(offset)s, %(valid_value1)s, %(valid_value2)s, and so on.",
        {
          code: "step_size",
          params: {
            ...error.params,
            limit_value: step,
            offset: start,
            valid_value1: shown[0],
            valid_value2: shown[1],
          },
        },
      );
    }
  };
}

const placesOf = (amount: Amount): number => String(amount).split(".")[1]?.length ?? 0;

/** Validates against the limit at that time. */
function limited(limit: Limit, side: Side): FieldValidator {
  return (value: Amount) => compare(value, valueOf(limit), side);
}

type Side = "max" | "min";

/** @throws {ValidationError} If the value exceeds the limit. */
function compare(value: Amount, limit: Amount, side: Side): void {
  const [given, exact] = [comparable(value), comparable(limit)];
  if (side === "max" ? given <= exact : given >= exact) return;
  const words = side === "max" ? "less than or equal to" : "greater than or equal to";
  throw new ValidationError(`Ensure this value is ${words} %(limit_value)s.`, {
    code: `${side}_value`,
    params: { limit_value: limit, show_value: value, value },
  });
}

const comparable = (amount: Amount): number | bigint =>
  typeof amount === "bigint" ? amount : Number(amount);

/** An integer. */
export class IntegerField<Value = number> extends NumberField<Value> {
  static override defaultErrorMessages: Readonly<Record<string, unknown>> = {
    invalid: "Enter a whole number.",
  };
  readonly bigint: boolean;

  constructor(options: IntegerOptions = {}) {
    super(options);
    this.bigint = options.bigint ?? false;
  }

  override toPython(value: unknown): unknown {
    if (isEmptyValue(value)) return null;
    const number = readInteger(this.textOf(value).replace(/\.0*\s*$/u, ""));
    if (number === undefined) throw this.error("invalid");
    const small = Number(number);
    if (Number.isSafeInteger(small)) return small === 0 ? 0 : small;
    if (!this.bigint) compare(number, most(number), number > 0n ? "max" : "min");
    return number;
  }
}

const most = (number: bigint): number =>
  number > 0n ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER;

/** A floating-point number; never NaN or infinite. */
export class FloatField<Value = number> extends NumberField<Value> {
  static override defaultErrorMessages = { invalid: "Enter a number." };

  override toPython(value: unknown): unknown {
    if (isEmptyValue(value)) return null;
    const number =
      typeof value === "number" || typeof value === "boolean"
        ? Number(value)
        : readFloat(this.textOf(value));
    if (number === undefined) throw this.error("invalid");
    return number;
  }

  override validate(value: unknown): void {
    super.validate(value);
    if (!isEmptyValue(value) && !Number.isFinite(value)) throw this.error("invalid");
  }

  override widgetAttrs(widget: Widget): Attrs {
    const attrs = super.widgetAttrs(widget);
    if (!(widget instanceof NumberInput) || "step" in widget.attrs) return attrs;
    attrs["step"] ??= this.stepSize === undefined ? "any" : String(this.stepSize);
    return attrs;
  }
}
