import type { HttpRequest, HttpResponseBase, MaybePromise } from "../http/index.ts";

/** A view with any parameters: a decorator takes one and gives one of the same type. */
export type ViewWith<Args extends readonly unknown[]> = (
  request: HttpRequest,
  ...args: Args
) => MaybePromise<HttpResponseBase>;

/** `inner` in the place of `view`: under its name, and with the marks that other decorators left on it. */
export function replaceView<Args extends readonly unknown[]>(
  view: ViewWith<Args>,
  inner: ViewWith<Args>,
  marks: Readonly<Record<string, unknown>> = {},
): ViewWith<Args> {
  Object.defineProperty(inner, "name", { value: view.name, configurable: true });
  return Object.assign(inner, view, marks);
}

/** Whether a decorator left this mark on a view. */
export function markOf(view: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(view, name)?.value;
}
