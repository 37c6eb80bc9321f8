/** Source: Django, `ProcessFormView` in `views/generic/edit.py`. */
import type { AnyForm } from "../../forms/index.ts";
import type { HttpRequest, HttpResponseBase } from "../../http/index.ts";
import type { TemplateResponseMembers } from "../template-response-mixin.ts";
import type { Params } from "../types.ts";
import { View } from "../view.ts";
import type { FormMembers } from "./form-mixin.ts";

/** The members it needs from the mixins around it. */
type Processing = View & FormMembers<AnyForm> & TemplateResponseMembers;

/**
 * Shows a form on GET, and processes the data on POST and PUT. Combine it with {@link FormMixin} and a mixin
 * with `renderToResponse()`: `TemplateResponseMixin(FormMixin(ProcessFormView))`.
 */
export class ProcessFormView extends View {
  async get(_request: HttpRequest, _params: Params, ..._args: string[]): Promise<HttpResponseBase> {
    const view = this as unknown as Processing;
    return view.renderToResponse(await view.getContextData());
  }

  async post(
    _request: HttpRequest,
    _params: Params,
    ..._args: string[]
  ): Promise<HttpResponseBase> {
    return processForm(this as unknown as Processing);
  }

  /** The same as POST. Browsers do not send PUT; `request.POST` does not contain such data from other clients. */
  async put(request: HttpRequest, params: Params, ...args: string[]): Promise<HttpResponseBase> {
    return this.post(request, params, ...args);
  }
}

/** Validates the data and answers it. */
export async function processForm(view: FormMembers<AnyForm>): Promise<HttpResponseBase> {
  const form = await view.getForm();
  return (await form.isValid()) ? view.formValid(form) : view.formInvalid(form);
}

/** Keeps templates, which can reach the view, from calling its methods. */
export function closeToTemplates(prototype: object, names: readonly string[]): void {
  for (const name of names)
    Object.assign(Object(Reflect.get(prototype, name)), { altersData: true });
}

closeToTemplates(ProcessFormView.prototype, ["post", "put"]);
