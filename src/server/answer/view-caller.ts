import {
  HttpResponseBase,
  type HttpRequest,
  type MaybePromise,
  type MiddlewareHandler,
  type RequestMatch,
  type View,
} from "../../http/index.ts";
import { isPromise, goOn } from "../../values/index.ts";

/** Wraps the execution of views, for tracing. */
export type AroundView = <R>(match: RequestMatch, run: () => R) => R;

let aroundView: AroundView | undefined;

/** Wraps each view of the process in `around`. @returns Stops it. */
export function followViews(around: AroundView): () => void {
  aroundView = around;
  return () => {
    if (aroundView === around) aroundView = undefined;
  };
}

type Hooks = Pick<
  MiddlewareHandler,
  "processView" | "processException" | "processTemplateResponse"
>;

/** A response rendered after the view, once middleware has seen it. */
interface TemplateResponse extends HttpResponseBase {
  render(): MaybePromise<HttpResponseBase>;
}

/** The innermost link of the chain: finds the view and runs the middleware's hooks around it. */
export class ViewCaller {
  readonly #resolve: (request: HttpRequest) => RequestMatch;
  readonly #viewHooks: Hooks[] = [];
  readonly #exceptionHooks: Hooks[] = [];
  readonly #templateHooks: Hooks[] = [];

  constructor(resolve: (request: HttpRequest) => RequestMatch) {
    this.#resolve = resolve;
  }

  /** Called from the innermost middleware outwards; `processView` then runs from the outermost inwards. */
  addHooks(handler: Hooks): void {
    if (handler.processView) this.#viewHooks.unshift(handler);
    if (handler.processException) this.#exceptionHooks.push(handler);
    if (handler.processTemplateResponse) this.#templateHooks.push(handler);
  }

  respond(request: HttpRequest): MaybePromise<HttpResponseBase> {
    const match = this.#resolve(request);
    const early = this.#viewHooks.length > 0 ? this.#beforeView(request, match, 0) : undefined;
    return goOn(early, (response) => response ?? this.#view(request, match));
  }

  #beforeView(
    request: HttpRequest,
    match: RequestMatch,
    from: number,
  ): MaybePromise<HttpResponseBase | undefined> {
    for (let at = from; at < this.#viewHooks.length; at++) {
      const response = this.#viewHooks[at]?.processView?.(
        request,
        match.func,
        match.kwargs,
        match.args,
      );
      if (isPromise(response)) {
        return response.then((early) => early ?? this.#beforeView(request, match, at + 1));
      }
      if (response) return response;
    }
    return undefined;
  }

  #view(request: HttpRequest, match: RequestMatch): MaybePromise<HttpResponseBase> {
    let response: MaybePromise<HttpResponseBase>;
    try {
      response = aroundView ? aroundView(match, () => call(request, match)) : call(request, match);
    } catch (error) {
      return this.#afterError(request, error, 0);
    }
    if (!isPromise(response)) return this.#afterView(request, match, response);
    return response.then(
      (response) => this.#afterView(request, match, response),
      (error) => this.#afterError(request, error, 0),
    );
  }

  /** @throws The error itself, unless a hook answers it. */
  #afterError(request: HttpRequest, error: unknown, from: number): MaybePromise<HttpResponseBase> {
    for (let at = from; at < this.#exceptionHooks.length; at++) {
      const response = this.#exceptionHooks[at]?.processException?.(request, error);
      if (isPromise(response)) {
        return response.then((answer) => answer ?? this.#afterError(request, error, at + 1));
      }
      if (response) return response;
    }
    throw error;
  }

  #afterView(
    request: HttpRequest,
    match: RequestMatch,
    response: unknown,
  ): MaybePromise<HttpResponseBase> {
    if (!(response instanceof HttpResponseBase)) throw noResponse(match, response);
    return isTemplateResponse(response) ? this.#render(request, response) : response;
  }

  async #render(request: HttpRequest, response: TemplateResponse): Promise<HttpResponseBase> {
    let current: HttpResponseBase = response;
    for (const hook of this.#templateHooks) {
      current = (await hook.processTemplateResponse?.(request, current)) ?? current;
    }
    return isTemplateResponse(current) ? current.render() : current;
  }
}

/** Each view gets its own pattern's captures; `path()` has checked the types. */
function call(request: HttpRequest, match: RequestMatch): MaybePromise<HttpResponseBase> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const view = match.func as View<object>;
  return match.args.length === 0
    ? view(request, match.kwargs)
    : view(request, match.kwargs, ...match.args);
}

function isTemplateResponse(response: HttpResponseBase): response is TemplateResponse {
  return "render" in response && typeof response.render === "function";
}

function noResponse({ func, viewName }: RequestMatch, returned: unknown): TypeError {
  const name = func.name || viewName || "(anonymous)";
  const what = returned === null || returned === undefined ? String(returned) : typeof returned;
  return new TypeError(
    `The view ${name} didn't return an HttpResponse object. It returned ${what} instead.`,
  );
}
