/** Source: Django, `CreateView` in `views/generic/edit.py`. */
import type { AnyForm } from "../../forms/index.ts";
import type { SingleObjectTemplateMembers } from "../detail-view.ts";
import type { SingleObjectMembers } from "../single-object-mixin.ts";
import type { View } from "../view.ts";
import type { ModelFormMembers, ModelFormOf } from "./model-form-mixin.ts";
import { objectFormView } from "./object-form-view.ts";
import type { ProcessFormView } from "./process-form-view.ts";

const CreateBase = objectFormView(() => null);

/** Members of a view of one object that does not exist before the form is valid. */
type WithNewObject<R> = Omit<SingleObjectMembers<R>, "object"> & {
  /** The object, once the form was valid; null before. */
  object: R | null;
};

interface CreateViewBase extends Pick<typeof View, "asView"> {
  new <R, F extends AnyForm>(): ProcessFormView &
    ModelFormMembers<R, F> &
    WithNewObject<R> &
    SingleObjectTemplateMembers;
}

/**
 * Shows a form for a new object of a model, in `polls/question_form.html` as `form`, and saves the object;
 * then redirects to `successUrl`, or to the object's `getAbsoluteUrl()`.
 *
 * @example
 * class QuestionCreate extends CreateView<Question> {
 *   override model = Question;
 *   override fields = ["questionText", "pubDate"] as const;
 *   override successUrl = "/polls/{id}/";
 * }
 * path("add/", QuestionCreate.asView());
 */
export class CreateView<
  R,
  F extends AnyForm = ModelFormOf<R>,
> extends (CreateBase as unknown as CreateViewBase)<R, F> {}
