import { BaseForm, type AnyForm } from "../forms/index.ts";
import type { FormSource } from "./describe-view.ts";
import { hasFiles, jsonBody, postedBody } from "./form-schemas.ts";
import type { Schema } from "./schema.ts";

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

/** Django's JSON of form errors, by field. */
const FORM_ERRORS: Schema = {
  type: "object",
  description: "Errors by field; `__all__` contains errors of the form as a whole.",
  additionalProperties: {
    type: "array",
    items: {
      type: "object",
      properties: { message: { type: "string" }, code: { type: "string" } },
      required: ["message", "code"],
    },
  },
};

/** The parts of a document that operations refer to. */
export class Components {
  readonly #schemas = new Map<string, Schema>();
  readonly #json = new Map<FormSource, Content>();
  readonly #posted = new Map<FormSource, Content>();

  /** The bodies a form accepts: JSON, and for POST also those that pages send. */
  bodyOf(source: FormSource, isPost: boolean): Content {
    const json = keptIn(this.#json, source, (form) => this.#jsonOf(form));
    if (!isPost) return json;
    return { ...json, ...keptIn(this.#posted, source, (form) => this.#postedOf(form)) };
  }

  #jsonOf(form: AnyForm): Content {
    const schema = jsonBody(form);
    return schema ? { "application/json": this.#add(nameOf(form), schema) } : {};
  }

  #postedOf(form: AnyForm): Content {
    const posted = this.#add(`${nameOf(form)}Post`, postedBody(form));
    const isText = !hasFiles(form);
    return {
      ...(isText && { "application/x-www-form-urlencoded": posted }),
      "multipart/form-data": posted,
    };
  }

  /** The answer to an invalid form. */
  formErrors(): Content {
    const name = "FormErrors";
    this.#schemas.set(name, FORM_ERRORS);
    return { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } };
  }

  /** Adds a schema under its name, numbered if the name is taken by another. */
  #add(name: string, schema: Schema): { readonly schema: Schema } {
    let own = name;
    for (let count = 2; own === "FormErrors" || this.#schemas.has(own); count++) {
      own = `${name}${count}`;
    }
    this.#schemas.set(own, schema);
    return { schema: { $ref: `#/components/schemas/${own}` } };
  }

  toJSON(): object {
    return this.#schemas.size > 0 ? { schemas: Object.fromEntries(this.#schemas) } : {};
  }
}

function keptIn(
  known: Map<FormSource, Content>,
  source: FormSource,
  make: (form: AnyForm) => Content,
): Content {
  const made = known.get(source) ?? make(formOf(source));
  known.set(source, made);
  return made;
}

/** The name of a form's class, reduced to characters allowed in a component's name. */
const nameOf = (form: AnyForm): string =>
  form.constructor.name.replaceAll(/[^\w.-]/g, "") || "Form";

/** Creates an empty form. */
export function formOf(source: FormSource): AnyForm {
  return isFormClass(source) ? new source() : source();
}

function isFormClass(source: FormSource): source is Exclude<FormSource, () => AnyForm> {
  return source.prototype instanceof BaseForm;
}
