/** Fields that combine others. */
import { ValidationError } from "../../validators/index.ts";
import { isEmptyValue } from "../empty.ts";
import { isTrue } from "../truth.ts";
import {
  MultiWidget,
  SplitDateTimeWidget,
  SplitHiddenDateTimeWidget,
} from "../widgets/multi-widget.ts";
import { listOf } from "./choice-fields.ts";
import { Field, type FieldOptions, type WidgetClass } from "./field.ts";
import { DateField, momentOf, TimeField } from "./temporal-fields.ts";
import { readClock } from "../formats/clock-reading.ts";

export interface ComboOptions extends FieldOptions {
  /** The fields to apply to the value, in order. */
  readonly fields: readonly Field[];
}

/** A value that must be valid for several fields in turn. */
export class ComboField<Value = unknown> extends Field<Value> {
  readonly fields: readonly Field[];

  constructor(options: ComboOptions) {
    super(options);
    this.fields = options.fields;
    for (const field of this.fields) field.required = false;
  }

  override clean(value: unknown): unknown {
    super.clean(value);
    return this.fields.reduce((clean, field) => field.clean(clean), value);
  }
}

export interface MultiValueOptions extends FieldOptions {
  /** The fields of the parts. */
  readonly fields: readonly Field[];
  /** Whether all parts are required, or only those of required fields. Default true. */
  readonly requireAllFields?: boolean | undefined;
}

/** A value that `compress` builds from parts, each with its own field. */
export abstract class MultiValueField<Value = unknown> extends Field<Value> {
  static override defaultErrorMessages: Readonly<Record<string, unknown>> = {
    invalid: "Enter a list of values.",
    incomplete: "Enter a complete value.",
  };
  fields: readonly Field[];
  readonly requireAllFields: boolean;

  constructor(options: MultiValueOptions) {
    super(options);
    this.fields = options.fields;
    this.requireAllFields = options.requireAllFields ?? true;
    for (const field of this.fields) {
      field.errorMessages["incomplete"] ??= this.errorMessages["incomplete"];
      if (this.disabled) field.disabled = true;
      if (this.requireAllFields) field.required = false;
    }
  }

  /** Builds the value from clean parts; empty if nothing was given. */
  abstract compress(parts: readonly unknown[]): unknown;

  override clone(): this {
    const copy = super.clone();
    copy.fields = this.fields.map((field) => field.clone());
    return copy;
  }

  override validate(_value: unknown): void {}

  /** A list with one value per field. */
  override acceptsJson(value: unknown): boolean {
    if (!Array.isArray(value)) return super.acceptsJson(value);
    return value.every(
      (each: unknown, at) => each === null || this.fields[at]?.acceptsJson(each) === true,
    );
  }

  override fromJson(value: unknown, exact: string | undefined): unknown {
    if (!Array.isArray(value)) return super.fromJson(value, exact);
    return value.map((each: unknown, at) => this.fields[at]?.fromJson(each, undefined));
  }

  override clean(value: unknown): unknown {
    const parts = this.disabled && !Array.isArray(value) ? this.decompress(value) : value;
    if (isTrue(parts) && !Array.isArray(parts)) throw this.error("invalid");
    const given: readonly unknown[] = Array.isArray(parts) ? parts : [];
    if (given.every(isEmptyValue)) {
      if (this.required) throw this.error("required");
      return this.compress([]);
    }
    const clean = this.compress(this.cleanParts(given));
    this.validate(clean);
    this.runValidators(clean);
    return clean;
  }

  private cleanParts(given: readonly unknown[]): readonly unknown[] {
    const clean: unknown[] = [];
    const errors: ValidationError[] = [];
    const add = (error: ValidationError): void => {
      const isKnown = errors.some(
        ({ message, code }) => message === error.message && code === error.code,
      );
      if (!isKnown) errors.push(error);
    };
    for (const [at, field] of this.fields.entries()) {
      const value = given[at] ?? null;
      if (isEmptyValue(value)) {
        if (this.requireAllFields && this.required) throw this.error("required");
        if (!this.requireAllFields && field.required) {
          add(new ValidationError(String(field.errorMessages["incomplete"])));
          continue;
        }
      }
      try {
        clean.push(field.clean(value));
      } catch (error) {
        if (!(error instanceof ValidationError)) throw error;
        error.errorList.forEach(add);
      }
    }
    if (errors.length > 0) throw new ValidationError(errors);
    return clean;
  }

  override hasChanged(initial: unknown, data: unknown): boolean {
    if (this.disabled) return false;
    const sent = listOf(data);
    const parts = this.partsOf(initial, sent.length);
    return this.fields.some((field, at) => {
      if (at >= parts.length || at >= sent.length) return false;
      try {
        return field.hasChanged(field.shownInitial(field.toPython(parts[at])), sent[at]);
      } catch (error) {
        if (error instanceof ValidationError) return true;
        throw error;
      }
    });
  }

  private partsOf(initial: unknown, count: number): readonly unknown[] {
    if (initial === null || initial === undefined) return Array.from({ length: count }, () => "");
    return Array.isArray(initial) ? initial : this.decompress(initial);
  }

  private decompress(value: unknown): readonly unknown[] {
    return this.widget instanceof MultiWidget ? this.widget.decompress(value) : listOf(value);
  }
}

export interface SplitDateTimeFieldOptions extends FieldOptions {
  readonly inputDateFormats?: readonly string[] | undefined;
  readonly inputTimeFormats?: readonly string[] | undefined;
}

/** A datetime from separate inputs for date and time. */
export class SplitDateTimeField<Value = Date> extends MultiValueField<Value> {
  static override widget: WidgetClass = SplitDateTimeWidget;
  static override hiddenWidget: WidgetClass = SplitHiddenDateTimeWidget;
  static override defaultErrorMessages = {
    invalid_date: "Enter a valid date.",
    invalid_time: "Enter a valid time.",
  };

  constructor(options: SplitDateTimeFieldOptions = {}) {
    const messages = { ...SplitDateTimeField.defaultErrorMessages, ...options.errorMessages };
    const { localize, inputDateFormats, inputTimeFormats } = options;
    super({
      ...options,
      fields: [
        new DateField({
          inputFormats: inputDateFormats,
          errorMessages: { invalid: messages.invalid_date },
          localize,
        }),
        new TimeField({
          inputFormats: inputTimeFormats,
          errorMessages: { invalid: messages.invalid_time },
          localize,
        }),
      ],
    });
  }

  override compress(parts: readonly unknown[]): unknown {
    if (parts.length === 0) return null;
    const [day, time] = parts;
    if (isEmptyValue(day)) throw this.error("invalid_date");
    if (isEmptyValue(time)) throw this.error("invalid_time");
    const text = `${String(day)} ${String(time)}`;
    return momentOf(
      readClock(text, "%Y-%m-%d %H:%M:%S") ?? readClock(text, "%Y-%m-%d %H:%M:%S.%f"),
    );
  }
}
