/** File fields. */
import { ValidationError } from "../../validators/index.ts";
import { fileExtensionValidator } from "../../validators/index.ts";
import type { UploadedFile } from "../../http/index.ts";
import { isEmptyValue } from "../empty.ts";
import type { BoundField } from "../forms/bound-field.ts";
import type { Attrs } from "../rendering/flatatt.ts";
import { isTrue } from "../truth.ts";
import { ClearableFileInput, FILE_INPUT_CONTRADICTION, FileInput } from "../widgets/file-input.ts";
import type { Widget } from "../widgets/widget.ts";
import { Field, type FieldOptions, type FieldValidator, type WidgetClass } from "./field.ts";

export interface FileOptions extends FieldOptions {
  /** Maximum length of the file's name in characters. */
  readonly maxLength?: number | undefined;
  /** Whether a file may be empty. Default false. */
  readonly allowEmptyFile?: boolean | undefined;
}

/** An uploaded file; the current one if none is sent; `false` to clear it. */
export class FileField<Value = UploadedFile> extends Field<Value> {
  static override widget: WidgetClass = ClearableFileInput;
  static override defaultErrorMessages: Readonly<Record<string, unknown>> = {
    invalid: "No file was submitted. Check the encoding type on the form.",
    missing: "No file was submitted.",
    empty: "The submitted file is empty.",
    contradiction: "Please either submit a file or check the clear checkbox, not both.",
  };
  readonly maxLength: number | undefined;
  readonly allowEmptyFile: boolean;

  constructor(options: FileOptions = {}) {
    super(options);
    this.maxLength = options.maxLength;
    this.allowEmptyFile = options.allowEmptyFile ?? false;
  }

  override toPython(data: unknown): unknown {
    if (isEmptyValue(data)) return null;
    if (!isFile(data)) throw this.error("invalid");
    const length = Array.from(data.name).length;
    if (this.maxLength !== undefined && length > this.maxLength) throw this.tooLong(length);
    if (data.name === "") throw this.error("invalid");
    if (!this.allowEmptyFile && !data.size) throw this.error("empty");
    return data;
  }

  private tooLong(length: number): ValidationError {
    const params = { max: this.maxLength, length };
    if (Object.hasOwn(this.errorMessages, "max_length")) return this.error("max_length", params);
    const characters = this.maxLength === 1 ? "character" : "characters";
    return new ValidationError(
      `Ensure this filename has at most %(max)d ${characters} (it has %(length)d).`,
      { code: "max_length", params },
    );
  }

  override clean(data: unknown, initial: unknown = null): unknown {
    if (data === FILE_INPUT_CONTRADICTION) throw this.error("contradiction");
    if (data === false && !this.required) return false;
    const sent = data === false ? null : data;
    return !isTrue(sent) && isTrue(initial) ? initial : super.clean(sent);
  }

  /** JSON cannot contain files. */
  override acceptsJson(): boolean {
    return false;
  }

  /** Browsers cannot show a submitted file again, so the current one is shown. */
  override boundData(_data: unknown, initial: unknown): unknown {
    return initial;
  }

  override hasChanged(_initial: unknown, data: unknown): boolean {
    return !this.disabled && data !== null && data !== undefined;
  }

  override cleanBoundField(bound: BoundField): unknown {
    return this.clean(this.disabled ? bound.initial : bound.data, bound.initial);
  }
}

function isFile(value: unknown): value is { readonly name: string; readonly size: number } {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    typeof value.name === "string" &&
    "size" in value
  );
}

/** Extensions of images that browsers show, and of other common images. */
const imageExtensions =
  "apng avif bmp gif heic heif ico jfif jp2 jpe jpeg jpg png tif tiff webp".split(" ");

/**
 * A file with the extension of an image. Its content is not checked: serve it from another host, or check it with an
 * image library.
 */
export class ImageField<Value = UploadedFile> extends FileField<Value> {
  static override defaultValidators: readonly FieldValidator[] = [
    fileExtensionValidator(imageExtensions),
  ];

  override widgetAttrs(widget: Widget): Attrs {
    const attrs = super.widgetAttrs(widget);
    if (widget instanceof FileInput && !("accept" in widget.attrs)) attrs["accept"] ??= "image/*";
    return attrs;
  }
}
