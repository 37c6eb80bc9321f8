import { formatHtml, SafeString } from "../../templates/index.ts";
import { ErrorList } from "./error-list.ts";
import type { Field } from "./field.ts";

/**
 * A field as a template has it: `{{ form.username }}` prints its `<input>`, and `errors`, `label_tag` and
 * the others are as in Django, under its names.
 */
export class BoundField {
  readonly errors = new ErrorList();
  readonly #field: Field;
  readonly #sent: string | undefined;

  /** @param sent What the visitor typed. */
  constructor(field: Field, sent: string | undefined) {
    this.#field = field;
    this.#sent = sent;
    this.errors.id = `${this.id_for_label}_error`;
  }

  get name(): string {
    return this.#field.name;
  }

  get html_name(): string {
    return this.#field.name;
  }

  get label(): string {
    return this.#field.label;
  }

  get id_for_label(): string {
    return `id_${this.#field.name}`;
  }

  get help_text(): Field["helpText"] {
    return this.#field.helpText ?? "";
  }

  /** What to show again; of a password nothing. */
  get value(): string {
    return this.#field.type === "password" ? "" : (this.#sent ?? "");
  }

  get label_tag(): SafeString {
    return formatHtml('<label for="{}">{}:</label>', this.id_for_label, this.label);
  }

  toString(): string {
    return this.__html__().value;
  }

  /** The `<input>`. */
  __html__(): SafeString {
    const { type, name, attributes, maxLength, helpText } = this.#field;
    const described = [
      ...(helpText === undefined ? [] : [`${this.id_for_label}_helptext`]),
      ...(this.errors.length > 0 ? [this.errors.id] : []),
    ];
    return input({
      type,
      name,
      ...(this.value !== "" && { value: this.value }),
      ...attributes,
      ...(maxLength !== undefined && { maxlength: String(maxLength) }),
      required: true,
      ...(this.errors.length > 0 && { "aria-invalid": "true" }),
      ...(described.length > 0 && { "aria-describedby": described.join(" ") }),
      id: this.id_for_label,
    });
  }
}

function input(attributes: Readonly<Record<string, string | true>>): SafeString {
  const parts = Object.entries(attributes).map(([name, value]) =>
    value === true ? ` ${name}` : formatHtml(' {}="{}"', name, value).value,
  );
  return new SafeString(`<input${parts.join("")}>`);
}
