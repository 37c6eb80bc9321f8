/** Source: Django, `views/generic/base.py`. */
import {
  HttpResponse,
  HttpResponseNotAllowed,
  type HttpRequest,
  type HttpResponseBase,
  type MaybePromise,
} from "../http/index.ts";
import { checkInitKwargs } from "./init-kwargs.ts";
import type { ClassView, InitKwargs, Params } from "./types.ts";

type Handler = (
  request: HttpRequest,
  params: Params,
  ...args: string[]
) => MaybePromise<HttpResponseBase>;

/**
 * A view as a class: a method for each method of HTTP, `get`, `post` and so on. Each request has an object of its
 * own. `head` is `get` unless there is another; what the class has no method for is answered with 405.
 *
 * @example
 * class Greeting extends View {
 *   get(request: HttpRequest, { name }: { readonly name: string }) {
 *     return new HttpResponse(`Hello ${name}`);
 *   }
 * }
 * path("<str:name>/", Greeting.asView());
 */
export class View {
  /** Methods that the view may have, in the order in which `Allow` lists them. */
  httpMethodNames: readonly string[] = [
    "get",
    "post",
    "put",
    "patch",
    "delete",
    "head",
    "options",
    "trace",
  ];
  declare request: HttpRequest;
  /** What the URL captured, by name. */
  declare kwargs: Params;
  /** What it captured without a name. */
  declare args: readonly string[];

  /**
   * The class as a view, for `path()`.
   *
   * @param initkwargs Values for members of the class, in place of its own.
   * @throws {TypeError} The class has no such member, or it is a method of HTTP.
   */
  static asView<V extends View>(this: new () => V, initkwargs: InitKwargs<V> = {}): ClassView<V> {
    checkInitKwargs(this, initkwargs);
    const view = (request: HttpRequest, params: object, ...args: string[]) => {
      const self = Object.assign(new this(), initkwargs);
      self.setup(request, params as Params, ...args);
      if (!("request" in self)) {
        throw new TypeError(
          `${this.name} has no request: its setup() must call super.setup(request, params, ...args).`,
        );
      }
      return self.dispatch(request, self.kwargs, ...args);
    };
    Object.defineProperty(view, "name", { value: this.name, configurable: true });
    // Marks of decorators, such as csrfExempt's.
    const marks: object = Object(Reflect.get(this.prototype as object, "dispatch"));
    return Object.assign(view, marks, { viewClass: this, viewInitkwargs: initkwargs });
  }

  /** Called first, with the request at hand. One that overrides it calls this one. */
  setup(request: HttpRequest, params: Params, ...args: string[]): void {
    this.request = request;
    this.kwargs = params;
    this.args = args;
  }

  /** Calls the method for the request's. */
  dispatch(
    request: HttpRequest,
    params: Params,
    ...args: string[]
  ): MaybePromise<HttpResponseBase> {
    const handler = handlerOf(this, request.method.toLowerCase());
    return handler
      ? Reflect.apply(handler, this, [request, params, ...args])
      : this.httpMethodNotAllowed(request, params, ...args);
  }

  /** Answers 405, with the methods that the view has. */
  httpMethodNotAllowed(
    _request: HttpRequest,
    _params: Params,
    ..._args: string[]
  ): MaybePromise<HttpResponseBase> {
    return new HttpResponseNotAllowed(allowedMethods(this));
  }

  /** Says which methods the view has. */
  options(
    _request: HttpRequest,
    _params: Params,
    ..._args: string[]
  ): MaybePromise<HttpResponseBase> {
    const Allow = allowedMethods(this).join(", ");
    return new HttpResponse("", { headers: { Allow, "Content-Length": "0" } });
  }
}

/** The view's method for a method of HTTP, if it has one and is to have it. */
function handlerOf(view: View, name: string): Handler | undefined {
  if (!view.httpMethodNames.includes(name)) return undefined;
  const found: unknown = Reflect.get(view, name) ?? (name === "head" && Reflect.get(view, "get"));
  return typeof found === "function" ? (found as Handler) : undefined;
}

function allowedMethods(view: View): readonly string[] {
  return view.httpMethodNames
    .filter((name) => handlerOf(view, name) !== undefined)
    .map((name) => name.toUpperCase());
}
