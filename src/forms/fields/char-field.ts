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
  /** Most characters. */
  readonly maxLength?: number | undefined;
  /** Least characters. */
  readonly minLength?: number | undefined;
  /** Whether white space around the text is taken away. Default true. */
  readonly strip?: boolean | undefined;
  /** The value when nothing is given. Default `""`. */
  readonly emptyValue?: string | null | undefined;
}

/** A text. */
export class CharField<Value = string> extends Field<Value> {
  /** Most characters; the validator that holds texts to it is the constructor's. */
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

/** Python's `strip()`, whose white space is not quite JavaScript's. */
export function strip(text: string): string {
  const around = /^[\s\u001c-\u001f\u0085]+|[\s\u001c-\u001f\u0085]+$/g;
  return /^[!-~](?:.*[!-~])?$/s.test(text) ? text : text.replaceAll(around, keepMark);
}

/** JavaScript takes the byte order mark for white space; Python does not. */
function keepMark(space: string): string {
  return space.includes("\ufeff") ? space.replaceAll(/[^\ufeff]/g, "") : "";
}
