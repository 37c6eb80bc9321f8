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
  /** Rows among which the object is. Default: all of the model. */
  queryset: QueryFor<R> | undefined;
  /** The field that a slug is looked up in. Default `"slug"`. */
  slugField: string;
  /** The object's name in the template besides `object`. Default: the model's, in small letters. */
  contextObjectName: string | undefined;
  /** The URL's name for the slug. Default `"slug"`. */
  slugUrlKwarg: string;
  /** The URL's name for the key. Default `"pk"`. */
  pkUrlKwarg: string;
  /** Where the URL has both, both must fit. Default `false`: the key alone counts. */
  queryPkAndSlug: boolean;
  /** The object at hand. */
  object: R;
  getQueryset(): QueryFor<R>;
  /**
   * The object that the URL names.
   *
   * @param queryset Rows among which it is. Default {@link SingleObjectMembers.getQueryset}.
   * @throws {Http404} There is none.
   */
  getObject(queryset?: QueryFor<R>): Promise<R>;
  getSlugField(): string;
  getContextObjectName(object: unknown): string | undefined;
}

/**
 * Lets a view find one object.
 *
 * @param model The model, where the view that is made does not say it.
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
        // A text that the key's field cannot be is no key, and nobody's.
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

/** What the URL says of the object. @throws {TypeError} It says neither key nor slug. */
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
