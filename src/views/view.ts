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
 * A class-based view with a method for each HTTP method: `get`, `post` and so on. Each request gets a new
 * object. `head` defaults to `get`; methods missing in the class are answered with 405.
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
  /** Methods that the view may have, in the order of the `Allow` header. */
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
  /** The named values from the URL. */
  declare kwargs: Params;
  /** The unnamed values from the URL. */
  declare args: readonly string[];

  /**
   * Creates a view function for `path()`.
   *
   * @param initkwargs Values for members of the class that replace its own.
   * @throws {TypeError} The class has no such member, or it is an HTTP method.
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
    // Marks of decorators such as csrfExempt.
    const marks: object = Object(Reflect.get(this.prototype as object, "dispatch"));
    return Object.assign(view, marks, { viewClass: this, viewInitkwargs: initkwargs });
  }

  /** Called first, with the current request. Overrides must call it. */
  setup(request: HttpRequest, params: Params, ...args: string[]): void {
    this.request = request;
    this.kwargs = params;
    this.args = args;
  }

  /** Calls the method for the request's HTTP method. */
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

  /** Answers 405 with the methods of the view. */
  httpMethodNotAllowed(
    _request: HttpRequest,
    _params: Params,
    ..._args: string[]
  ): MaybePromise<HttpResponseBase> {
    return new HttpResponseNotAllowed(allowedMethods(this));
  }

  /** Answers with the methods of the view. */
  options(
    _request: HttpRequest,
    _params: Params,
    ..._args: string[]
  ): MaybePromise<HttpResponseBase> {
    const Allow = allowedMethods(this).join(", ");
    return new HttpResponse("", { headers: { Allow, "Content-Length": "0" } });
  }
}

/** The view's method for an HTTP method, if it exists and is allowed. */
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
