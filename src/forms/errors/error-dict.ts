import { NON_FIELD_ERRORS, type ValidationError } from "../../validators/index.ts";
import {
  htmlText,
  getDefaultRenderer,
  type BaseRenderer,
  type Rendered,
} from "../rendering/renderers.ts";
import type { ErrorList, JsonError } from "./error-list.ts";
import { pythonJson } from "./python-json.ts";

interface ErrorDictOptions {
  readonly renderer?: BaseRenderer;
  /** Returns a field's name in pages. Default: its own name. */
  readonly htmlName?: (name: string) => string;
}

const asItIs = (name: string): string => name;

/** The errors of a form: lists by field name, `__all__` for the form as a whole. */
export class ErrorDict<Name extends string = string> extends Map<Name | "__all__", ErrorList> {
  readonly renderer: BaseRenderer;
  readonly #htmlName: (name: string) => string;

  constructor({ renderer = getDefaultRenderer(), htmlName = asItIs }: ErrorDictOptions = {}) {
    super();
    this.renderer = renderer;
    this.#htmlName = htmlName;
  }

  asData(): Readonly<Record<string, readonly ValidationError[]>> {
    return Object.fromEntries(Array.from(this, ([name, list]) => [name, list.asData()]));
  }

  /** @param escapeHtml Whether to escape messages. Default false: escape them when you show them. */
  getJsonData(escapeHtml = false): Readonly<Record<string, readonly JsonError[]>> {
    return Object.fromEntries(
      Array.from(this, ([name, list]) => [name, list.getJsonData(escapeHtml)]),
    );
  }

  toJSON(): unknown {
    return this.getJsonData();
  }

  asJson(escapeHtml = false): string {
    return pythonJson(this.getJsonData(escapeHtml));
  }

  asText(): Rendered {
    return this.render("django/forms/errors/dict/text.txt");
  }

  asUl(): Rendered {
    return this.render("django/forms/errors/dict/ul.html");
  }

  render(templateName = "django/forms/errors/dict/default.html"): Rendered {
    return this.renderer.render(templateName, {
      errors: this.#named(),
      error_class: "errorlist",
    });
  }

  override toString(): string {
    return htmlText(this.render());
  }

  __html__(): Rendered {
    return this.render();
  }

  #named(): readonly (readonly [string, ErrorList])[] {
    return Array.from(this, ([name, list]) => [
      name === NON_FIELD_ERRORS ? name : this.#htmlName(name),
      list,
    ]);
  }

  /** Templates use the fields' names in pages: `{% for field, errors in form.errors.items %}`. */
  [Symbol.for("mkweb.templateAttribute")](key: string): unknown {
    const named = this.#named();
    if (key === "items") return named;
    if (key === "keys") return named.map(([name]) => name);
    return named.find(([name]) => name === key)?.[1];
  }
}
