/** Source: Django, `DeletionMixin` and `DeleteView` in `views/generic/edit.py`. */
import { defineForm, type AnyForm } from "../../forms/index.ts";
import {
  HttpResponseRedirect,
  type HttpRequest,
  type HttpResponseBase,
  type MaybePromise,
} from "../../http/index.ts";
import {
  DetailBase,
  type DetailMembers,
  type SingleObjectTemplateMembers,
} from "../detail-view.ts";
import type { SingleObjectMembers } from "../single-object-mixin.ts";
import type { Mixin, Params, ViewClass } from "../types.ts";
import type { View } from "../view.ts";
import {
  FormMixin,
  noSuccessUrl,
  type FormClassFor,
  type FormMembers,
  type SuccessUrl,
} from "./form-mixin.ts";
import { closeToTemplates, processForm } from "./process-form-view.ts";
import { successUrlFor } from "./success-url.ts";

export interface DeletionMembers {
  /** Where to redirect afterwards; `{id}` inserts the object's id, and likewise for other fields. */
  successUrl: SuccessUrl | undefined;
  /** @throws {ImproperlyConfigured} The view does not define it. */
  getSuccessUrl(): MaybePromise<string>;
  /** Deletes the object and redirects to {@link DeletionMembers.getSuccessUrl}, which is computed before. */
  delete(request: HttpRequest, params: Params, ...args: string[]): Promise<HttpResponseBase>;
  /** Does the same as {@link DeletionMembers.delete}. */
  post(request: HttpRequest, params: Params, ...args: string[]): Promise<HttpResponseBase>;
}

/**
 * Lets a view with one object delete it, on POST and DELETE.
 *
 * @example
 * class Discard extends DeletionMixin(SingleObjectMixin(View, Question)) {
 *   override successUrl = "/polls/";
 * }
 */
export function DeletionMixin<B extends ViewClass>(Base: B): B & Mixin<DeletionMembers> {
  class WithDeletion
    extends (Base as unknown as Mixin<View & SingleObjectMembers<unknown>>)
    implements DeletionMembers
  {
    successUrl: SuccessUrl | undefined = undefined;

    getSuccessUrl(): MaybePromise<string> {
      if (this.successUrl)
        return successUrlFor(String(this.successUrl), Object(this.object) as object);
      throw noSuccessUrl(this);
    }

    async delete(
      _request: HttpRequest,
      _params: Params,
      ..._args: string[]
    ): Promise<HttpResponseBase> {
      this.object = await this.getObject();
      return deleteObject(this);
    }

    async post(request: HttpRequest, params: Params, ...args: string[]): Promise<HttpResponseBase> {
      return this.delete(request, params, ...args);
    }
  }
  closeToTemplates(WithDeletion.prototype, ["delete", "post"]);
  return WithDeletion as never;
}

async function deleteObject(
  view: DeletionMembers & { object: unknown },
): Promise<HttpResponseBase> {
  const url = await view.getSuccessUrl();
  await (view.object as { delete(): Promise<unknown> }).delete();
  return new HttpResponseRedirect(url);
}

/** The empty form of a confirmation page. */
class ConfirmForm extends defineForm({}) {}

class DeleteBase extends DeletionMixin(FormMixin(DetailBase)) {
  override templateNameSuffix = "_confirm_delete";
  override formClass: FormClassFor<AnyForm> | undefined = ConfirmForm;

  override async post(
    _request: HttpRequest,
    _params: Params,
    ..._args: string[]
  ): Promise<HttpResponseBase> {
    this.object = await this.getObject();
    return processForm(this);
  }

  override async formValid(_form: AnyForm): Promise<HttpResponseBase> {
    return deleteObject(this);
  }
}
closeToTemplates(DeleteBase.prototype, ["formValid", "post"]);

interface DeleteViewBase extends Pick<typeof View, "asView"> {
  new <R, F extends AnyForm>(): View &
    DetailMembers<R> &
    SingleObjectTemplateMembers &
    FormMembers<F> &
    DeletionMembers;
}

/**
 * Asks whether to delete an object, in `polls/question_confirm_delete.html`, and deletes it on POST if the
 * data is valid for `formClass`, by default an empty form.
 *
 * @example
 * class QuestionDelete extends DeleteView<Question> {
 *   override model = Question;
 *   override successUrl = "/polls/";
 * }
 * path("<int:pk>/delete/", QuestionDelete.asView());
 */
export class DeleteView<
  R,
  F extends AnyForm = AnyForm,
> extends (DeleteBase as unknown as DeleteViewBase)<R, F> {}
