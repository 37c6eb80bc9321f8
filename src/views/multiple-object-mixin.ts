/** Source: Django, `views/generic/list.py`. */
import { Http404 } from "../http/index.ts";
import { QuerySet, type AnyQuerySet } from "../models/index.ts";
import {
  InvalidPage,
  PageNotAnInteger,
  Paginator,
  type ObjectList,
  type Page,
  type PaginatorOptions,
} from "../paginator/index.ts";
import { ContextMixin, type ContextMembers } from "./context-mixin.ts";
import { modelOfList } from "./model-names.ts";
import { listOfView } from "./query.ts";
import type { Context, ListFor, Mixin, ModelFor, ViewClass } from "./types.ts";
import { View } from "./view.ts";

/** A list of which one page is shown. */
export type Paginated<R> = readonly [
  paginator: Paginator<R>,
  page: Page<R>,
  objectList: ObjectList<R>,
  isPaginated: boolean,
];

export interface MultipleObjectMembers<R> extends ContextMembers {
  /** Whether to show an empty list instead of 404. Default `true`. */
  allowEmpty: boolean;
  model: ModelFor<R> | undefined;
  /** The listed rows. Default: all rows of the model. */
  queryset: ListFor<R> | undefined;
  /** Rows per page. Default: all on one page. */
  paginateBy: number | undefined;
  /** Number of rows by which the last page may be longer. Default 0. */
  paginateOrphans: number;
  /** The list's name in the template in addition to `object_list`. Default: the model's name with `_list`. */
  contextObjectName: string | undefined;
  paginatorClass: typeof Paginator;
  /** The name of the page number in the URL and the query. Default `"page"`. */
  pageKwarg: string;
  /** Names of fields to order by, with `-` for descending order. Default: the query set's own order. */
  ordering: string | readonly string[] | undefined;
  /** The current list. */
  objectList: ListFor<R>;
  /** The listed rows. Not a promise, as the query does not run here: a list view awaits it in `get`. */
  getQueryset(): ListFor<R>;
  getOrdering(): string | readonly string[] | undefined;
  /** @throws {Http404} The page does not exist. */
  paginateQueryset(queryset: ListFor<R>, pageSize: number): Promise<Paginated<R>>;
  getPaginateBy(queryset: ListFor<R>): number | undefined;
  getPaginator(queryset: ListFor<R>, perPage: number, options: PaginatorOptions): Paginator<R>;
  getPaginateOrphans(): number;
  getAllowEmpty(): boolean;
  getContextObjectName(objectList: ListFor<R>): string | undefined;
}

/**
 * Lets a view list objects, in pages if `paginateBy` is set.
 *
 * @param model The model, unless the resulting class defines it.
 *
 * @example
 * class Newest extends MultipleObjectMixin(View, Question) {
 *   override ordering = "-pubDate";
 * }
 */
export function MultipleObjectMixin<B extends ViewClass, R = unknown>(
  Base: B,
  model?: abstract new (...args: never[]) => R,
): B & Mixin<MultipleObjectMembers<R>> {
  class WithObjects
    extends (ContextMixin(Base) as unknown as Mixin<View & ContextMembers>)
    implements MultipleObjectMembers<unknown>
  {
    allowEmpty = true;
    model: ModelFor<unknown> | undefined = model as never;
    queryset: ListFor<unknown> | undefined = undefined;
    paginateBy: number | undefined = undefined;
    paginateOrphans = 0;
    contextObjectName: string | undefined = undefined;
    paginatorClass = Paginator;
    pageKwarg = "page";
    ordering: string | readonly string[] | undefined = undefined;
    declare objectList: ListFor<unknown>;

    getQueryset(): ListFor<unknown> {
      const list = listOfView(this);
      const ordering = this.getOrdering();
      if (ordering === undefined || !(list instanceof QuerySet)) return list as never;
      const names = typeof ordering === "string" ? [ordering] : ordering;
      return (list as unknown as AnyQuerySet).orderBy(...names) as never;
    }

    getOrdering(): string | readonly string[] | undefined {
      return this.ordering;
    }

    async paginateQueryset(
      queryset: ListFor<unknown>,
      pageSize: number,
    ): Promise<Paginated<unknown>> {
      const paginator = this.getPaginator(queryset, pageSize, {
        orphans: this.getPaginateOrphans(),
        allowEmptyFirstPage: this.getAllowEmpty(),
      });
      const page = await pageOf(paginator, askedPage(this));
      return [paginator, page, page.objectList, page.hasOtherPages()];
    }

    getPaginateBy(_queryset: ListFor<unknown>): number | undefined {
      return this.paginateBy;
    }

    getPaginator(
      queryset: ListFor<unknown>,
      perPage: number,
      options: PaginatorOptions,
    ): Paginator<unknown> {
      return new this.paginatorClass(queryset, perPage, options);
    }

    getPaginateOrphans(): number {
      return this.paginateOrphans;
    }

    getAllowEmpty(): boolean {
      return this.allowEmpty;
    }

    getContextObjectName(objectList: ListFor<unknown>): string | undefined {
      const info = modelOfList(objectList);
      return this.contextObjectName ?? (info && `${info.modelName}_list`);
    }

    override async getContextData(extra: Context = {}): Promise<Context> {
      const { object_list: given, ...rest } = extra;
      const queryset = (given ?? this.objectList) as ListFor<unknown>;
      const pageSize = this.getPaginateBy(queryset);
      const name = this.getContextObjectName(queryset);
      const [paginator, page_obj, object_list, is_paginated] = pageSize
        ? await this.paginateQueryset(queryset, pageSize)
        : [null, null, queryset, false];
      return super.getContextData({
        paginator,
        page_obj,
        is_paginated,
        object_list,
        ...(name && { [name]: object_list }),
        ...rest,
      });
    }
  }
  return WithObjects as never;
}

/** The page requested by the URL or its query. */
function askedPage({ kwargs, request, pageKwarg }: View & { readonly pageKwarg: string }) {
  const captured = Object.hasOwn(kwargs, pageKwarg) ? kwargs[pageKwarg] : undefined;
  const asked = captured || request.GET.get(pageKwarg) || 1;
  return typeof asked === "number" || typeof asked === "string" ? asked : null;
}

/** The page with a number, or the last one. @throws {Http404} It does not exist. */
async function pageOf<R>(paginator: Paginator<R>, asked: number | string | null): Promise<Page<R>> {
  const number = asked === "last" ? await paginator.numPages() : asked;
  try {
    return await paginator.page(number);
  } catch (error) {
    if (error instanceof PageNotAnInteger) {
      throw new Http404("Page is not “last”, nor can it be converted to an int.");
    }
    if (!(error instanceof InvalidPage)) throw error;
    throw new Http404(`Invalid page (${String(number).trim()}): ${error.message}`);
  }
}
