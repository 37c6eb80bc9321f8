import type { HttpRequest, HttpResponseBase } from "../../http/index.ts";
import { SingleObjectTemplateResponseMixin } from "../detail-view.ts";
import type { SingleObjectMembers } from "../single-object-mixin.ts";
import type { Params, ViewClass } from "../types.ts";
import { ModelFormMixin } from "./model-form-mixin.ts";
import { closeToTemplates, ProcessFormView } from "./process-form-view.ts";

/**
 * Creates the class of a page with a form for one object.
 *
 * @param find Returns the object, before anything else is done; null if there is none yet.
 */
export function objectFormView(find: (view: SingleObjectMembers<unknown>) => unknown): ViewClass {
  class ObjectForm extends SingleObjectTemplateResponseMixin(ModelFormMixin(ProcessFormView)) {
    override templateNameSuffix = "_form";

    override async get(
      request: HttpRequest,
      params: Params,
      ...args: string[]
    ): Promise<HttpResponseBase> {
      this.object = await find(this);
      return super.get(request, params, ...args);
    }

    override async post(
      request: HttpRequest,
      params: Params,
      ...args: string[]
    ): Promise<HttpResponseBase> {
      this.object = await find(this);
      return super.post(request, params, ...args);
    }
  }
  closeToTemplates(ObjectForm.prototype, ["post"]);
  return ObjectForm;
}
