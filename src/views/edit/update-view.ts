/** Source: Django, `UpdateView` in `views/generic/edit.py`. */
import type { AnyForm } from "../../forms/index.ts";
import type { SingleObjectTemplateMembers } from "../detail-view.ts";
import type { SingleObjectMembers } from "../single-object-mixin.ts";
import type { View } from "../view.ts";
import type { ModelFormMembers, ModelFormOf } from "./model-form-mixin.ts";
import { objectFormView } from "./object-form-view.ts";
import type { ProcessFormView } from "./process-form-view.ts";

const UpdateBase = objectFormView((view) => view.getObject());

interface UpdateViewBase extends Pick<typeof View, "asView"> {
  new <R, F extends AnyForm>(): ProcessFormView &
    ModelFormMembers<R, F> &
    SingleObjectMembers<R> &
    SingleObjectTemplateMembers;
}

/**
 * Shows an object, which the URL selects by `pk` or `slug`, in a form, in `polls/question_form.html` as
 * `form`, and saves the changes; then redirects to `successUrl`, or to the object's `getAbsoluteUrl()`.
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
