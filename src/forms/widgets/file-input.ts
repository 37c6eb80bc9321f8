/** File inputs. */
import type { FormData } from "../form-data.ts";
import { isTrue } from "../truth.ts";
import type { Attrs } from "../rendering/flatatt.ts";
import { CheckboxInput } from "./checkbox-input.ts";
import { Input } from "./input.ts";
import type { WidgetContext, WidgetOptions } from "./widget.ts";

/** A file input. */
export class FileInput extends Input {
  static override inputType = "file";
  static override templateName = "django/forms/widgets/file.html";
  /** Whether several files can be chosen. */
  static allowMultipleSelected = false;

  /** @throws {TypeError} If `multiple` is set for a class that accepts one file. */
  constructor({ attrs = {} }: WidgetOptions = {}) {
    const { allowMultipleSelected } = new.target;
    if (!allowMultipleSelected && isTrue(attrs["multiple"])) {
      throw new TypeError(`${new.target.name} doesn't support uploading multiple files.`);
    }
    super({ attrs: allowMultipleSelected ? { multiple: true, ...attrs } : attrs });
  }

  override get needsMultipartForm(): boolean {
    return true;
  }

  /** Browsers ignore an initial value. */
  override formatValue(_value: unknown): unknown {
    return null;
  }

  override valueFromDatadict(_data: FormData, files: FormData, name: string): unknown {
    const { allowMultipleSelected } = this.constructor as typeof FileInput;
    return allowMultipleSelected ? files.getAll(name) : files.get(name);
  }

  override valueOmittedFromData(_data: FormData, files: FormData, name: string): boolean {
    return !files.has(name);
  }

  override useRequiredAttribute(initial: unknown): boolean {
    return super.useRequiredAttribute(initial) && !isTrue(initial);
  }
}

/** The value if a file was sent together with the request to clear it. */
export const FILE_INPUT_CONTRADICTION: unique symbol = Symbol("a file, and the wish to have none");

/** A file input with a checkbox to clear the current file. */
export class ClearableFileInput extends FileInput {
  static override templateName = "django/forms/widgets/clearable_file_input.html";
  clearCheckboxLabel = "Clear";
  initialText = "Currently";
  inputText = "Change";
  /** Whether the checkbox was checked. */
  checked = false;

  /** Returns the checkbox's name for a field's name. */
  clearCheckboxName(name: string): string {
    return `${name}-clear`;
  }

  /** Returns the checkbox's id for its name. */
  clearCheckboxId(name: string): string {
    return `${name}_id`;
  }

  /** Whether a value is a file with a URL. */
  isInitial(value: unknown): boolean {
    if (!isTrue(value) || typeof value !== "object" || value === null) return false;
    return "url" in value && Boolean(value.url);
  }

  override formatValue(value: unknown): unknown {
    return this.isInitial(value) ? value : null;
  }

  override getContext(name: string, value: unknown, attrs: Readonly<Attrs> = {}): WidgetContext {
    const context = super.getContext(name, value, attrs);
    const checkboxName = this.clearCheckboxName(name);
    context.attrs["disabled"] ??= false;
    context.attrs["checked"] = this.checked;
    return Object.assign(context, {
      checkbox_name: checkboxName,
      checkbox_id: this.clearCheckboxId(checkboxName),
      is_initial: this.isInitial(value),
      input_text: this.inputText,
      initial_text: this.initialText,
      clear_checkbox_label: this.clearCheckboxLabel,
    });
  }

  override valueFromDatadict(data: FormData, files: FormData, name: string): unknown {
    const upload = super.valueFromDatadict(data, files, name);
    const checkbox = this.clearCheckboxName(name);
    this.checked = data.has(checkbox);
    const clears = new CheckboxInput().valueFromDatadict(data, files, checkbox);
    if (this.isRequired || clears !== true) return upload;
    return isTrue(upload) ? FILE_INPUT_CONTRADICTION : false;
  }

  override valueOmittedFromData(data: FormData, files: FormData, name: string): boolean {
    return super.valueOmittedFromData(data, files, name) && !data.has(this.clearCheckboxName(name));
  }
}
