import type { QueryDict } from "../../http/index.ts";
import { formatHtml, SafeString } from "../../templates/index.ts";
import { BoundField } from "./bound-field.ts";
import { ErrorList } from "./error-list.ts";
import { checkField, type Field } from "./field.ts";

/**
 * What a visitor is asked and what they answered. A template has it as Django's forms: the fields by name
 * (`form.username`), `form.non_field_errors`, `form.as_p`, and a loop over it gives the fields.
 */
export class Form<Name extends string = string> {
  readonly is_bound: boolean;
  readonly non_field_errors = new ErrorList();
  readonly #fields: ReadonlyMap<string, BoundField>;
  readonly #values = new Map<string, string>();

  /** @param data What was sent; without it the form is empty and has no errors yet. */
  constructor(fields: readonly (Field & { readonly name: Name })[], data?: QueryDict) {
    this.is_bound = data !== undefined;
    this.non_field_errors.kind = " nonfield";
    this.#fields = new Map(
      fields.map((field) => [field.name, new BoundField(field, data?.get(field.name))]),
    );
    if (data === undefined) return;
    for (const field of fields) {
      const checked = checkField(field, data.get(field.name));
      if ("value" in checked) this.#values.set(field.name, checked.value);
      else this.addErrors(field.name, checked.errors);
    }
  }

  /** What was sent, if nothing is wrong with it. */
  value(name: Name): string | undefined {
    return this.#values.get(name);
  }

  /** @param name The field that is wrong; `null`: the form as a whole. Its value counts no more. */
  addErrors(name: Name | null, messages: readonly string[]): void {
    const list = name === null ? this.non_field_errors : this.#fields.get(name)?.errors;
    list?.push(...messages);
    if (name !== null && messages.length > 0) this.#values.delete(name);
  }

  get isValid(): boolean {
    return this.is_bound && this.errors.size === 0;
  }

  /** What is wrong, by field; `__all__` stands for the form as a whole. */
  get errors(): ReadonlyMap<string, ErrorList> {
    const all: [string, ErrorList][] = Array.from(this, (field) => [field.name, field.errors]);
    return new Map(
      [...all, ["__all__", this.non_field_errors] as const].filter(([, list]) => list.length > 0),
    );
  }

  /** How templates find a field by its name. */
  has(name: string): boolean {
    return this.#fields.has(name);
  }

  get(name: string): BoundField | undefined {
    return this.#fields.get(name);
  }

  [Symbol.iterator](): IterableIterator<BoundField> {
    return this.#fields.values();
  }

  get as_p(): SafeString {
    return this.#rows((field, help) =>
      formatHtml("{}<p>{} {}{}</p>", field.errors, field.label_tag, field, help),
    );
  }

  get as_div(): SafeString {
    return this.#rows((field, help) =>
      formatHtml("<div>{}{}{}{}</div>", field.label_tag, help, field.errors, field),
    );
  }

  __html__(): SafeString {
    return this.as_div;
  }

  #rows(row: (field: BoundField, help: SafeString | "") => SafeString): SafeString {
    const rows = Array.from(this, (field) => row(field, helpOf(field)).value);
    return new SafeString(
      [formatHtml("{}", this.non_field_errors).value, ...rows].filter((text) => text).join("\n"),
    );
  }
}

function helpOf(field: BoundField): SafeString | "" {
  if (field.help_text === "") return "";
  const id = `${field.id_for_label}_helptext`;
  return formatHtml('<div class="helptext" id="{}">{}</div>', id, field.help_text);
}
