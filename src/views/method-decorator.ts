import type { ViewWith } from "../http/index.ts";
import type { Params, ViewClass } from "./types.ts";

type Method = ViewWith<[params: Params, ...args: string[]]>;

/** A function that wraps a view: `loginRequired`, `neverCache`, `requirePOST`. */
export type Decorator = (view: Method) => Method;

/**
 * Decorates a method of a view, by default `dispatch`, as Django's `method_decorator` does.
 *
 * @throws {TypeError} The view has no such method.
 *
 * @example
 * class Secret extends methodDecorator(loginRequired)(ListView<Question>) {}
 *
 * @throws {TypeError} The view has no such method.
 */
export function methodDecorator(
  decorator: Decorator,
  name = "dispatch",
): <B extends ViewClass>(Base: B) => B {
  return (Base) => {
    const prototype: object = Base.prototype;
    const method: unknown = Reflect.get(prototype, name);
    if (typeof method !== "function") {
      throw new TypeError(
        `methodDecorator() cannot decorate '${name}': ${Base.name} has no such method.`,
      );
    }
    const call =
      (view: object): Method =>
      (request, ...args) =>
        Reflect.apply(method, view, [request, ...args]) as ReturnType<Method>;
    const decorated = function (this: object, ...[request, ...args]: Parameters<Method>) {
      return decorator(call(this))(request, ...args);
    };
    // Marks set by this decorator, and by earlier ones, belong to the method.
    Object.assign(decorated, method, decorator(call(prototype)));
    const Decorated = { [Base.name]: class extends Base {} }[Base.name] ?? Base;
    Object.defineProperty(Decorated.prototype, name, {
      value: decorated,
      writable: true,
      configurable: true,
    });
    return Decorated;
  };
}
