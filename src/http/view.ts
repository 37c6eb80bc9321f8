import type { MaybePromise } from "../values/index.ts";
import type { HttpRequest } from "./request/request.ts";
import type { HttpResponseBase } from "./response/response.ts";
import type { ProjectSettings } from "./settings.ts";

/**
 * A view: takes the request and the values captured from the URL, by name, and returns a response. Unnamed groups,
 * which only `rePath` has, follow as further arguments.
 */
export type View<Params extends object = Readonly<Record<string, unknown>>> = (
  request: HttpRequest,
  params: Params,
  ...args: string[]
) => MaybePromise<HttpResponseBase>;

/** A view with any parameters, for code that passes views on without calling them. */
export type AnyView = (
  request: HttpRequest,
  params: never,
  ...args: string[]
) => MaybePromise<HttpResponseBase>;

/** The rest of the middleware chain. */
export type GetResponse = (request: HttpRequest) => MaybePromise<HttpResponseBase>;

/** The result of resolving the URL. */
export interface RequestMatch {
  readonly func: AnyView;
  /** Unnamed groups; empty if there are named ones. */
  readonly args: readonly string[];
  readonly kwargs: Readonly<Record<string, unknown>>;
  /** The part of `kwargs` captured from the URL. */
  readonly capturedKwargs: Readonly<Record<string, unknown>>;
  /** The part of `kwargs` that the URL pattern added. */
  readonly extraKwargs: Readonly<Record<string, unknown>>;
  readonly urlName: string | undefined;
  readonly route: string;
  readonly appNames: readonly string[];
  readonly appName: string;
  readonly namespaces: readonly string[];
  readonly namespace: string;
  readonly viewName: string | undefined;
  /** Calls the view with the values from the URL; `view` replaces {@link func}. */
  call(request: HttpRequest, view?: AnyView): MaybePromise<HttpResponseBase>;
}

/** A built middleware: called with each request, with Django's optional hooks. */
export interface MiddlewareHandler extends GetResponse {
  /** Called before the view; returning a response skips the view. */
  readonly processView?: (
    request: HttpRequest,
    view: AnyView,
    params: Readonly<Record<string, unknown>>,
    args: readonly string[],
  ) => MaybePromise<HttpResponseBase | undefined>;
  /** Called when the view throws; a returned response replaces the error. */
  readonly processException?: (
    request: HttpRequest,
    error: unknown,
  ) => MaybePromise<HttpResponseBase | undefined>;
  /** Called with a template response before it is rendered; returns the response to continue with. */
  readonly processTemplateResponse?: (
    request: HttpRequest,
    response: HttpResponseBase,
  ) => MaybePromise<HttpResponseBase>;
}

export interface MiddlewareContext {
  readonly settings: ProjectSettings;
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Builds a middleware once, when the server starts. A module named in MIDDLEWARE exports one as its default.
 *
 * @throws {MiddlewareNotUsed} To be left out of the chain.
 */
export type Middleware = (
  getResponse: GetResponse,
  context: MiddlewareContext,
) => MaybePromise<MiddlewareHandler>;
