import type { ValidationError } from "../../validators/index.ts";
import {
  htmlText,
  getDefaultRenderer,
  type BaseRenderer,
  type Rendered,
} from "../rendering/renderers.ts";
import type { ErrorList, JsonError } from "./error-list.ts";
import { pythonJson } from "./python-json.ts";

/** What is wrong with a form: a list of errors by the name of the field, `__all__` for the form as a whole. */
export class ErrorDict<Name extends string = string> extends Map<Name | "__all__", ErrorList> {
  readonly renderer: BaseRenderer;

  constructor({ renderer = getDefaultRenderer() }: { readonly renderer?: BaseRenderer } = {}) {
    super();
    this.renderer = renderer;
  }

  asData(): Readonly<Record<string, readonly ValidationError[]>> {
    return Object.fromEntries(Array.from(this, ([name, list]) => [name, list.asData()]));
  }

  /** @param escapeHtml Whether the messages are escaped. Default false: who shows them must. */
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
      errors: [...this],
      error_class: "errorlist",
    });
  }

  override toString(): string {
    return htmlText(this.render());
  }

  __html__(): Rendered {
    return this.render();
  }
}
