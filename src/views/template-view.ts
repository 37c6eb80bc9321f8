import type { HttpRequest, HttpResponseBase } from "../http/index.ts";
import { ContextMixin } from "./context-mixin.ts";
import { TemplateResponseMixin } from "./template-response-mixin.ts";
import type { Params } from "./types.ts";
import { View } from "./view.ts";

/**
 * Shows a template, with the values from the URL as variables. Source: Django, `TemplateView`.
 *
 * @example
 * path("about/", TemplateView.asView({ templateName: "about.html" }));
 */
export class TemplateView extends TemplateResponseMixin(ContextMixin(View)) {
  async get(_request: HttpRequest, params: Params, ..._args: string[]): Promise<HttpResponseBase> {
    return this.renderToResponse(await this.getContextData(params));
  }
}
