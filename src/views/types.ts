/** Types that the views share. */
import type { HttpRequest, HttpResponseBase, MaybePromise } from "../http/index.ts";
import type { ModelOf, QuerySet, RowOf } from "../models/index.ts";
import type { PageableRows } from "../paginator/index.ts";
import type { View } from "./view.ts";

/** The variables of a template. */
export type Context = Readonly<Record<string, unknown>>;

/** What the URL captured, by name. */
export type Params = Readonly<Record<string, unknown>>;

/** A class whose objects have the members `T`, to be mixed into another one. */
// oxlint-disable-next-line typescript/no-explicit-any -- TypeScript demands it of classes that are mixed in
export type Mixin<T> = new (...args: any[]) => T;

/** The class of a view. */
export type ViewClass = Mixin<View>;

/** A class with members `T` and, where it is a view's, asView(). */
export type Classy<T> = Mixin<T> & Pick<typeof View, "asView">;

/** Rows that are shown and need not be objects of a model: `Question.objects.values("id")`. */
export interface Rows<R> extends PageableRows<R> {
  readonly model: unknown;
  exists(): Promise<boolean>;
}

type IsAny<R> = unknown extends R ? true : false;

/** A query for rows `R`: of the model, where they are its objects. */
export type QueryFor<R> =
  IsAny<R> extends true
    ? Rows<unknown>
    : R extends RowOf<unknown>
      ? QuerySet<ModelOf<R>, R>
      : Rows<R>;

/** What a list view shows: a query set of the model, or where its rows are no model's objects, a list too. */
export type ListFor<R> = R extends RowOf<unknown> ? QueryFor<R> : QueryFor<R> | readonly R[];

/** The model whose objects are `R`. */
export type ModelFor<R> = (abstract new (
  ...args: never[]
) => IsAny<R> extends true ? object : ModelOf<R>) & { readonly objects: unknown };

/** Settings of a view that asView() takes: what it has besides its methods and the request at hand. */
export type InitKwargs<V> = {
  readonly [
    K in keyof V as K extends "request" | "args" | "kwargs" | "object" | "objectList" | "dateList"
      ? never
      : V[K] extends (...args: never[]) => unknown
        ? never
        : K
  ]?: V[K];
};

type ParamsOf<V, Name extends string> = V extends {
  readonly [K in Name]: (request: HttpRequest, params: infer P, ...args: never[]) => unknown;
}
  ? P extends object
    ? P
    : object
  : object;

/** What the methods of a view need of the URL. */
export type ViewParams<V> = ParamsOf<V, "get"> & ParamsOf<V, "post">;

/** A class as a view for `path()`. */
export interface ClassView<V> {
  (request: HttpRequest, params: ViewParams<V>, ...args: string[]): MaybePromise<HttpResponseBase>;
  readonly viewClass: new () => V;
  readonly viewInitkwargs: InitKwargs<V>;
}
