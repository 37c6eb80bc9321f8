/** Source: Django, `views/generic/list.py`. */
import { Http404, type HttpRequest, type HttpResponseBase } from "../http/index.ts";
import { QuerySet } from "../models/index.ts";
import { modelOfList, templateNameOf } from "./model-names.ts";
import { MultipleObjectMixin, type MultipleObjectMembers } from "./multiple-object-mixin.ts";
import {
  noTemplate,
  TemplateResponseMixin,
  type TemplateResponseMembers,
} from "./template-response-mixin.ts";
import type { ListFor, Mixin, Params, ViewClass } from "./types.ts";
import { View } from "./view.ts";

export interface MultipleObjectTemplateMembers extends TemplateResponseMembers {
  /** The end of the template's name after `polls/question`. */
  templateNameSuffix: string;
}

/**
 * Derives the template's name from the view's list.
 *
 * @example
 * class Page extends MultipleObjectTemplateResponseMixin(MultipleObjectMixin(View, Question)) {
 *   override templateNameSuffix = "_page";
 * }
 */
export function MultipleObjectTemplateResponseMixin<B extends ViewClass>(
  Base: B,
): B & Mixin<MultipleObjectTemplateMembers> {
  class WithTemplate
    extends (TemplateResponseMixin(Base) as unknown as Mixin<
      View & TemplateResponseMembers & { readonly objectList: unknown }
    >)
    implements MultipleObjectTemplateMembers
  {
    templateNameSuffix = "_list";

    override getTemplateNames(): readonly string[] {
      const info = modelOfList(this.objectList);
      const names = this.templateName === undefined ? [] : [this.templateName];
      if (info) names.push(templateNameOf(info, this.templateNameSuffix));
      if (names.length === 0) throw noTemplate(this);
      return names;
    }
  }
  return WithTemplate as never;
}

/** A view that shows a list in a template. */
export const ListResponding = MultipleObjectTemplateResponseMixin(MultipleObjectMixin(View));

/** Whether a list is empty; if only a page of it is read, asks the database for no more than that. */
export async function isEmptyList(list: unknown, isPaginated: boolean): Promise<boolean> {
  if (Array.isArray(list)) return list.length === 0;
  const rows = list as QuerySet<object>;
  return isPaginated ? !(await rows.exists()) : (await rows).length === 0;
}

class ListBase extends ListResponding {
  async get(_request: HttpRequest, _params: Params, ..._args: string[]): Promise<HttpResponseBase> {
    const list: ListFor<unknown> = this.getQueryset();
    this.objectList = list;
    const isPaginated = this.getPaginateBy(list) !== undefined;
    if (!this.getAllowEmpty() && (await isEmptyList(list, isPaginated))) {
      throw new Http404(`Empty list and “${this.constructor.name}.allowEmpty” is False.`);
    }
    return this.renderToResponse(await this.getContextData());
  }
}

export interface ListMembers<R> extends MultipleObjectMembers<R>, MultipleObjectTemplateMembers {
  get(request: HttpRequest, params: Params, ...args: string[]): Promise<HttpResponseBase>;
}

interface ListViewBase extends Pick<typeof View, "asView"> {
  new <R>(): View & ListMembers<R>;
}

/**
 * Shows a list: as `object_list` and `question_list`, with `page_obj`, `paginator` and `is_paginated`, in
 * `polls/question_list.html`.
 *
 * @example
 * class QuestionList extends ListView<Question> {
 *   override model = Question;
 *   override paginateBy = 25;
 * }
 * path("", QuestionList.asView());
 */
export class ListView<R> extends (ListBase as unknown as ListViewBase)<R> {}
