import { textOf } from "../../templates/index.ts";
import {
  maxLengthValidator,
  minLengthValidator,
  prohibitNullCharacters,
} from "../../validators/index.ts";
import { isEmptyValue } from "../empty.ts";
import type { Attrs } from "../rendering/flatatt.ts";
import type { Widget } from "../widgets/widget.ts";
import { Field, type FieldOptions } from "./field.ts";

export interface CharOptions extends FieldOptions {
  /** Maximum number of characters. */
  readonly maxLength?: number | undefined;
  /** Minimum number of characters. */
  readonly minLength?: number | undefined;
  /** Whether to remove surrounding whitespace. Default true. */
  readonly strip?: boolean | undefined;
  /** Value of an empty field. Default `""`. */
  readonly emptyValue?: string | null | undefined;
}

/** A text. */
export class CharField<Value = string> extends Field<Value> {
  /** Maximum number of characters, for the widget; the constructor adds the validator. */
  maxLength: number | undefined;
  readonly minLength: number | undefined;
  strip: boolean;
  readonly emptyValue: string | null;

  constructor(options: CharOptions = {}) {
    super(options);
    const { maxLength, minLength, strip = true, emptyValue = "" } = options;
    this.maxLength = maxLength;
    this.minLength = minLength;
    this.strip = strip;
    this.emptyValue = emptyValue;
    if (minLength !== undefined) this.validators.push(minLengthValidator(minLength));
    if (maxLength !== undefined) this.validators.push(maxLengthValidator(maxLength));
    this.validators.push(prohibitNullCharacters);
  }

  override toPython(value: unknown): unknown {
    if (isEmptyValue(value)) return this.emptyValue;
    const text = textOf(value);
    const stripped = this.strip ? strip(text) : text;
    return stripped === "" ? this.emptyValue : stripped;
  }

  override widgetAttrs(widget: Widget): Attrs {
    const attrs = super.widgetAttrs(widget);
    if (widget.isHidden) return attrs;
    if (this.maxLength !== undefined) attrs["maxlength"] = String(this.maxLength);
    if (this.minLength !== undefined) attrs["minlength"] = String(this.minLength);
    return attrs;
  }
}

/** Python's `strip()`, whose whitespace differs slightly from JavaScript's. */
export function strip(text: string): string {
  const around = /^[\s\u001c-\u001f\u0085]+|[\s\u001c-\u001f\u0085]+$/g;
  return /^[!-~](?:.*[!-~])?$/s.test(text) ? text : text.replaceAll(around, keepMark);
}

/** The byte order mark is whitespace in JavaScript but not in Python. */
function keepMark(space: string): string {
  return space.includes("\ufeff") ? space.replaceAll(/[^\ufeff]/g, "") : "";
}
