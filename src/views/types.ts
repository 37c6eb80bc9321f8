/** Types shared by the views. */
import type { HttpRequest, HttpResponseBase, MaybePromise } from "../http/index.ts";
import type { ModelOf, QuerySet, RowOf } from "../models/index.ts";
import type { PageableRows } from "../paginator/index.ts";
import type { View } from "./view.ts";

/** The variables of a template. */
export type Context = Readonly<Record<string, unknown>>;

/** The values from the URL, by name. */
export type Params = Readonly<Record<string, unknown>>;

/** A mixin class with the members `T`. */
// oxlint-disable-next-line typescript/no-explicit-any -- TypeScript demands it of classes that are mixed in
export type Mixin<T> = new (...args: any[]) => T;

/** The class of a view. */
export type ViewClass = Mixin<View>;

/** A class with members `T` and, for a view's class, asView(). */
export type Classy<T> = Mixin<T> & Pick<typeof View, "asView">;

/** Rows to show that need not be objects of a model: `Question.objects.values("id")`. */
export interface Rows<R> extends PageableRows<R> {
  readonly model: unknown;
  exists(): Promise<boolean>;
}

type IsAny<R> = unknown extends R ? true : false;

/** A query for rows `R`: of the model, if they are its objects. */
export type QueryFor<R> =
  IsAny<R> extends true
    ? Rows<unknown>
    : R extends RowOf<unknown>
      ? QuerySet<ModelOf<R>, R>
      : Rows<R>;

/** The list of a list view: a query set of the model; if its rows are not model objects, also a list. */
export type ListFor<R> = R extends RowOf<unknown> ? QueryFor<R> : QueryFor<R> | readonly R[];

/** The model with objects `R`. */
export type ModelFor<R> = (abstract new (
  ...args: never[]
) => IsAny<R> extends true ? object : ModelOf<R>) & { readonly objects: unknown };

/** The members that asView() accepts: all except methods and the current request. */
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

/** The URL parameters that the methods of a view need. */
export type ViewParams<V> = ParamsOf<V, "get"> & ParamsOf<V, "post">;

/** A class as a view for `path()`. */
export interface ClassView<V> {
  (request: HttpRequest, params: ViewParams<V>, ...args: string[]): MaybePromise<HttpResponseBase>;
  readonly viewClass: new () => V;
  readonly viewInitkwargs: InitKwargs<V>;
}
