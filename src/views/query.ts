import { ImproperlyConfigured } from "../conf/index.ts";
import { QuerySet, type AnyQuerySet } from "../models/index.ts";

/** A view that defines its rows. */
export interface Queried {
  readonly queryset: unknown;
  readonly model: unknown;
}

/** The list of a view; a query set runs again for each request. @throws {ImproperlyConfigured} */
export function listOfView(view: Queried): unknown {
  const { queryset } = view;
  if (queryset instanceof QuerySet) return queryset.all();
  if (queryset !== undefined) return queryset;
  if (view.model !== undefined) return rowsOfModel(view.model).all();
  const { name } = view.constructor;
  throw new ImproperlyConfigured(`${name} is missing a QuerySet.`, {
    hint: `Give ${name} a model or a queryset, or override its getQueryset().`,
  });
}

function rowsOfModel(model: unknown): AnyQuerySet {
  return (model as { readonly objects: AnyQuerySet }).objects;
}

/** A query set whose model is known only at run time. @throws {TypeError} It is something else. */
export function asQuerySet(list: unknown, view: object): AnyQuerySet {
  if (list instanceof QuerySet) return list as unknown as AnyQuerySet;
  throw new TypeError(`${view.constructor.name}.getQueryset() must return a query set.`);
}
