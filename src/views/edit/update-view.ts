/** Source: Django, `UpdateView` in `views/generic/edit.py`. */
import type { AnyForm } from "../../forms/index.ts";
import type { HttpRequest, HttpResponseBase } from "../../http/index.ts";
import {
  SingleObjectTemplateResponseMixin,
  type SingleObjectTemplateMembers,
} from "../detail-view.ts";
import type { SingleObjectMembers } from "../single-object-mixin.ts";
import type { Params } from "../types.ts";
import type { View } from "../view.ts";
import { ModelFormMixin, type ModelFormMembers, type ModelFormOf } from "./model-form-mixin.ts";
import { closeToTemplates, ProcessFormView } from "./process-form-view.ts";

class UpdateBase extends SingleObjectTemplateResponseMixin(ModelFormMixin(ProcessFormView)) {
  override templateNameSuffix = "_form";

  override async get(
    request: HttpRequest,
    params: Params,
    ...args: string[]
  ): Promise<HttpResponseBase> {
    Object.assign(this, { object: await this.getObject() });
    return super.get(request, params, ...args);
  }

  override async post(
    request: HttpRequest,
    params: Params,
    ...args: string[]
  ): Promise<HttpResponseBase> {
    Object.assign(this, { object: await this.getObject() });
    return super.post(request, params, ...args);
  }
}
closeToTemplates(UpdateBase.prototype, ["post"]);

interface UpdateViewBase extends Pick<typeof View, "asView"> {
  new <R, F extends AnyForm>(): ProcessFormView &
    ModelFormMembers<R, F> &
    SingleObjectMembers<R> &
    SingleObjectTemplateMembers;
}

/**
 * Shows an object, which the URL names by `pk` or `slug`, in a form, in `polls/question_form.html` as `form`, and stores
 * what was changed; then leads to `successUrl`, or to the object's `getAbsoluteUrl()`.
 *
 * @example
 * class QuestionUpdate extends UpdateView<Question> {
 *   override model = Question;
 *   override fields = ["questionText"] as const;
 * }
 * path("<int:pk>/edit/", QuestionUpdate.asView());
 */
export class UpdateView<
  R,
  F extends AnyForm = ModelFormOf<R>,
> extends (UpdateBase as unknown as UpdateViewBase)<R, F> {}
