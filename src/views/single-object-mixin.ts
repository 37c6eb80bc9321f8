/** Source: Django, `views/generic/detail.py`. */
import { Http404 } from "../http/index.ts";
import { DoesNotExist, infoOf } from "../models/index.ts";
import { ValueError } from "../query/index.ts";
import { ContextMixin, type ContextMembers } from "./context-mixin.ts";
import { modelOfObject } from "./model-names.ts";
import { asQuerySet, listOfView } from "./query.ts";
import type { Context, Mixin, ModelFor, QueryFor, ViewClass } from "./types.ts";
import { View } from "./view.ts";

export interface SingleObjectMembers<R> extends ContextMembers {
  model: ModelFor<R> | undefined;
  /** The rows to search. Default: all rows of the model. */
  queryset: QueryFor<R> | undefined;
  /** The field that contains the slug. Default `"slug"`. */
  slugField: string;
  /** The object's name in the template in addition to `object`. Default: the model's name in lower case. */
  contextObjectName: string | undefined;
  /** Name of the slug in the URL. Default `"slug"`. */
  slugUrlKwarg: string;
  /** Name of the key in the URL. Default `"pk"`. */
  pkUrlKwarg: string;
  /** Whether both must match if the URL has both. Default `false`: only the key counts. */
  queryPkAndSlug: boolean;
  /** The current object. */
  object: R;
  getQueryset(): QueryFor<R>;
  /**
   * Finds the object that the URL selects.
   *
   * @param queryset The rows to search. Default {@link SingleObjectMembers.getQueryset}.
   * @throws {Http404} It does not exist.
   */
  getObject(queryset?: QueryFor<R>): Promise<R>;
  getSlugField(): string;
  getContextObjectName(object: unknown): string | undefined;
}

/**
 * Lets a view find one object.
 *
 * @param model The model, unless the resulting class defines it.
 *
 * @example
 * class Vote extends SingleObjectMixin(View, Question) {
 *   async get() {
 *     const { questionText } = await this.getObject();
 *     return new HttpResponse(questionText);
 *   }
 * }
 */
export function SingleObjectMixin<B extends ViewClass, R = unknown>(
  Base: B,
  model?: abstract new (...args: never[]) => R,
): B & Mixin<SingleObjectMembers<R>> {
  class WithObject
    extends (ContextMixin(Base) as unknown as typeof View & Mixin<View & ContextMembers>)
    implements SingleObjectMembers<unknown>
  {
    model: ModelFor<unknown> | undefined = model as never;
    queryset: QueryFor<unknown> | undefined = undefined;
    slugField = "slug";
    contextObjectName: string | undefined = undefined;
    slugUrlKwarg = "slug";
    pkUrlKwarg = "pk";
    queryPkAndSlug = false;
    declare object: unknown;

    getQueryset(): QueryFor<unknown> {
      return listOfView(this) as never;
    }

    getSlugField(): string {
      return this.slugField;
    }

    async getObject(queryset: unknown = this.getQueryset()): Promise<unknown> {
      const rows = asQuerySet(queryset, this);
      const condition = conditionOf(this);
      try {
        return await rows.filter(condition).get();
      } catch (error) {
        // A text that is invalid for the key's field matches no object.
        if (!(error instanceof DoesNotExist || error instanceof ValueError)) throw error;
        const { verboseName } = infoOf((queryset as { readonly model: unknown }).model);
        throw new Http404(`No ${verboseName} found matching the query`);
      }
    }

    getContextObjectName(object: unknown): string | undefined {
      return this.contextObjectName ?? modelOfObject(object)?.modelName;
    }

    override async getContextData(extra: Context = {}): Promise<Context> {
      if (!this.object) return super.getContextData(extra);
      const name = this.getContextObjectName(this.object);
      const object = this.object;
      return super.getContextData({ object, ...(name && { [name]: object }), ...extra });
    }
  }
  return WithObject as never;
}

/** The URL's condition on the object. @throws {TypeError} It has neither key nor slug. */
function conditionOf(view: SingleObjectMembers<unknown> & View): Readonly<Record<string, unknown>> {
  const { pkUrlKwarg, slugUrlKwarg, queryPkAndSlug, kwargs } = view;
  const captured = (name: string) => (Object.hasOwn(kwargs, name) ? (kwargs[name] ?? null) : null);
  const [pk, slug] = [captured(pkUrlKwarg), captured(slugUrlKwarg)];
  if (pk === null && slug === null) {
    throw new TypeError(
      `${view.constructor.name} must be called with an object's key or slug: ` +
        `its URL needs <int:${pkUrlKwarg}> or <slug:${slugUrlKwarg}>.`,
    );
  }
  return {
    ...(pk !== null && { pk }),
    ...(slug !== null && (pk === null || queryPkAndSlug) && { [view.getSlugField()]: slug }),
  };
}
