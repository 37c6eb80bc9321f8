import { escape, SafeString } from "../../templates/index.ts";
import { ValidationError } from "../../validators/index.ts";
import { pythonJson } from "./python-json.ts";
import {
  htmlText,
  getDefaultRenderer,
  type BaseRenderer,
  type Rendered,
} from "../rendering/renderers.ts";

/** An error as JSON data. */
export interface JsonError {
  readonly message: string;
  /** Code for programs; empty for an error without one. */
  readonly code: string;
}

export interface ErrorListOptions {
  /** CSS class besides `errorlist`. */
  readonly errorClass?: string | undefined;
  readonly renderer?: BaseRenderer | undefined;
  /** Id of the field's element; the list's is `ID_error`. */
  readonly fieldId?: string | undefined;
}

/** The error messages of a field, or of a form as a whole. */
export class ErrorList implements Iterable<string | SafeString> {
  static templateName = "django/forms/errors/list/default.html";
  static templateNameText = "django/forms/errors/list/text.txt";
  static templateNameUl = "django/forms/errors/list/ul.html";

  readonly errorClass: string;
  readonly renderer: BaseRenderer;
  readonly fieldId: string | undefined;
  readonly #errors: (ValidationError | SafeString | string)[];

  constructor(
    errors: Iterable<ValidationError | SafeString | string> = [],
    { errorClass, renderer = getDefaultRenderer(), fieldId }: ErrorListOptions = {},
  ) {
    this.#errors = [...errors];
    this.errorClass = errorClass === undefined ? "errorlist" : `errorlist ${errorClass}`;
    this.renderer = renderer;
    this.fieldId = fieldId;
  }

  get length(): number {
    return this.#errors.length;
  }

  /** Returns the message at an index, or undefined. */
  at(index: number): string | SafeString | undefined {
    const error = this.#errors.at(index);
    return error === undefined ? undefined : messageOf(error);
  }

  *[Symbol.iterator](): Iterator<string | SafeString> {
    for (const error of this.#errors) yield messageOf(error);
  }

  includes(message: string): boolean {
    return this.messages.includes(message);
  }

  /** The messages as plain texts. */
  get messages(): readonly string[] {
    return Array.from(this, String);
  }

  push(...errors: readonly (ValidationError | SafeString | string)[]): void {
    this.#errors.push(...errors);
  }

  /** Returns a new list with further errors, in the same style. */
  with(errors: Iterable<ValidationError | SafeString | string>): ErrorList {
    const { renderer, errorClass } = this;
    return Object.assign(new this.kind([...this.#errors, ...errors], { renderer }), { errorClass });
  }

  /** Returns the errors with codes and parameters. */
  asData(): readonly ValidationError[] {
    return this.#errors.flatMap((error) =>
      error instanceof ValidationError ? error.errorList : [new ValidationError(error)],
    );
  }

  /** @param escapeHtml Whether to escape messages. Default false: escape them when you show them. */
  getJsonData(escapeHtml = false): readonly JsonError[] {
    return this.asData().map(({ message, code = "" }) => ({
      message: escapeHtml ? escape(message).value : message,
      code,
    }));
  }

  asJson(escapeHtml = false): string {
    return pythonJson(this.getJsonData(escapeHtml));
  }

  /** Renders one line per message: `* message`. */
  asText(): Rendered {
    return this.render(this.kind.templateNameText);
  }

  asUl(): Rendered {
    return this.render(this.kind.templateNameUl);
  }

  render(templateName: string = this.kind.templateName): Rendered {
    const context = { errors: this, error_class: this.errorClass };
    return this.renderer.render(templateName, context);
  }

  toString(): string {
    return htmlText(this.render());
  }

  __html__(): Rendered {
    return this.render();
  }

  protected get kind(): typeof ErrorList {
    return this.constructor as typeof ErrorList;
  }

  /** `{{ errors.0 }}` */
  [Symbol.for("mkweb.templateAttribute")](key: string): unknown {
    return /^\d+$/.test(key) ? this.at(Number(key)) : undefined;
  }
}

function messageOf(error: ValidationError | SafeString | string): string | SafeString {
  if (!(error instanceof ValidationError)) return error;
  return error.html instanceof SafeString ? error.html : error.message;
}
