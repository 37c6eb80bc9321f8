/** Source: Django, `views/generic/edit.py`. */
import { ImproperlyConfigured } from "../conf/index.ts";
import { HttpResponseRedirect, type HttpRequest, type HttpResponseBase } from "../http/index.ts";
import { DetailBase, type DetailMembers, type SingleObjectTemplateMembers } from "./detail-view.ts";
import type { SingleObjectMembers } from "./single-object-mixin.ts";
import { successUrlFor } from "./success-url.ts";
import type { Mixin, Params, ViewClass } from "./types.ts";
import type { View } from "./view.ts";

export interface DeletionMembers {
  /** Where to go afterwards; `{id}` stands for the object's, and so does any other field's name. */
  successUrl: string | undefined;
  /** @throws {ImproperlyConfigured} The view does not say. */
  getSuccessUrl(): string;
  /** Deletes the object and leads to {@link DeletionMembers.getSuccessUrl}, which is asked before. */
  delete(request: HttpRequest, params: Params, ...args: string[]): Promise<HttpResponseBase>;
  /** The same. */
  post(request: HttpRequest, params: Params, ...args: string[]): Promise<HttpResponseBase>;
}

/** Lets a view that finds one object delete it, on POST and DELETE. */
export function DeletionMixin<B extends ViewClass>(Base: B): B & Mixin<DeletionMembers> {
  class WithDeletion
    extends (Base as unknown as Mixin<View & SingleObjectMembers<unknown>>)
    implements DeletionMembers
  {
    successUrl: string | undefined = undefined;

    getSuccessUrl(): string {
      if (this.successUrl) return successUrlFor(this.successUrl, Object(this.object) as object);
      const { name } = this.constructor;
      throw new ImproperlyConfigured(`${name} has no URL to redirect to.`, {
        hint: `Give ${name} a successUrl, or override its getSuccessUrl().`,
      });
    }

    async delete(
      _request: HttpRequest,
      _params: Params,
      ..._args: string[]
    ): Promise<HttpResponseBase> {
      this.object = await this.getObject();
      const url = this.getSuccessUrl();
      await (this.object as { delete(): Promise<unknown> }).delete();
      return new HttpResponseRedirect(url);
    }

    async post(request: HttpRequest, params: Params, ...args: string[]): Promise<HttpResponseBase> {
      return this.delete(request, params, ...args);
    }
  }
  // A template, which knows the view, must not be able to call them.
  for (const name of ["delete", "post"] as const) {
    Object.assign(WithDeletion.prototype[name], { altersData: true });
  }
  return WithDeletion as never;
}

class DeleteBase extends DeletionMixin(DetailBase) {
  override templateNameSuffix = "_confirm_delete";
}

interface DeleteViewBase extends Pick<typeof View, "asView"> {
  new <R>(): View & DetailMembers<R> & SingleObjectTemplateMembers & DeletionMembers;
}

/**
 * Asks whether to delete an object, in `polls/question_confirm_delete.html`, and deletes it on POST.
 *
 * @example
 * class QuestionDelete extends DeleteView<Question> {
 *   override model = Question;
 *   override successUrl = "/polls/";
 * }
 * path("<int:pk>/delete/", QuestionDelete.asView());
 */
export class DeleteView<R> extends (DeleteBase as unknown as DeleteViewBase)<R> {}
