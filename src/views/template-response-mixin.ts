import { ImproperlyConfigured } from "../conf/index.ts";
import type { HttpResponseBase } from "../http/index.ts";
import { render, type RenderOptions } from "../shortcuts/index.ts";
import type { Engine } from "../templates/index.ts";
import type { Context, Mixin, ViewClass } from "./types.ts";
import { View } from "./view.ts";

export interface TemplateResponseMembers {
  /** Default: some views derive it from their model, such as `polls/question_list.html`. */
  templateName: string | undefined;
  /** Engine to use instead of the project's. */
  templateEngine: Engine | undefined;
  /** Default `text/html`. */
  contentType: string | undefined;
  /** Names of which the first existing one is used. @throws {ImproperlyConfigured} There are none. */
  getTemplateNames(): readonly string[];
  /** Renders the page. @throws {TemplateDoesNotExist} */
  renderToResponse(context: Context, options?: RenderOptions): Promise<HttpResponseBase>;
}

/**
 * Gives a view `renderToResponse()`. Source: Django, `TemplateResponseMixin`.
 *
 * @example
 * class Page extends TemplateResponseMixin(View) {
 *   override templateName = "page.html";
 *   get() {
 *     return this.renderToResponse({ title: "Polls" });
 *   }
 * }
 */
export function TemplateResponseMixin<B extends ViewClass>(
  Base: B,
): B & Mixin<TemplateResponseMembers> {
  class WithTemplate extends (Base as unknown as typeof View) implements TemplateResponseMembers {
    templateName: string | undefined = undefined;
    templateEngine: Engine | undefined = undefined;
    contentType: string | undefined = undefined;

    getTemplateNames(): readonly string[] {
      if (this.templateName !== undefined) return [this.templateName];
      throw noTemplate(this);
    }

    renderToResponse(context: Context, options: RenderOptions = {}): Promise<HttpResponseBase> {
      const { contentType, templateEngine: using } = this;
      return render(this.request, this.getTemplateNames(), context, {
        ...(contentType !== undefined && { contentType }),
        ...(using && { using }),
        ...options,
      });
    }
  }
  return WithTemplate as never;
}

export function noTemplate(view: object): ImproperlyConfigured {
  const { name } = view.constructor;
  return new ImproperlyConfigured(`${name} has no template to show.`, {
    hint: `Give ${name} a templateName or a model, or override its getTemplateNames().`,
  });
}
