import type { MaybePromise } from "../values/index.ts";
import type { HttpRequest } from "./request/request.ts";
import type { HttpResponseBase } from "./response/response.ts";
import type { ProjectSettings } from "./settings.ts";

/**
 * A view: the request and what the URL captured, by name, to a response. Groups without a name, which
 * only `rePath` has, follow as further arguments.
 */
export type View<Params extends object = Readonly<Record<string, unknown>>> = (
  request: HttpRequest,
  params: Params,
  ...args: string[]
) => MaybePromise<HttpResponseBase>;

/** Any view, whatever its parameters; for code that passes views on without calling them. */
export type AnyView = (
  request: HttpRequest,
  params: never,
  ...args: string[]
) => MaybePromise<HttpResponseBase>;

/** The rest of the chain, as a middleware sees it. */
export type GetResponse = (request: HttpRequest) => MaybePromise<HttpResponseBase>;

/** What is known once the URL has been resolved. */
export interface RequestMatch {
  readonly func: AnyView;
  /** Groups without a name; empty when there are named ones. */
  readonly args: readonly string[];
  readonly kwargs: Readonly<Record<string, unknown>>;
  /** The captured part of `kwargs`. */
  readonly capturedKwargs: Readonly<Record<string, unknown>>;
  /** The part of `kwargs` that the URL pattern itself gave. */
  readonly extraKwargs: Readonly<Record<string, unknown>>;
  readonly urlName: string | undefined;
  readonly route: string;
  readonly appNames: readonly string[];
  readonly appName: string;
  readonly namespaces: readonly string[];
  readonly namespace: string;
  readonly viewName: string | undefined;
  /** Calls the view with what the URL gave; `view` may stand in for {@link func}. */
  call(request: HttpRequest, view?: AnyView): MaybePromise<HttpResponseBase>;
}

/** One built middleware: called with each request, with Django's hooks where it has them. */
export interface MiddlewareHandler extends GetResponse {
  /** Called before the view; a response ends the request here. */
  readonly processView?: (
    request: HttpRequest,
    view: AnyView,
    params: Readonly<Record<string, unknown>>,
    args: readonly string[],
  ) => MaybePromise<HttpResponseBase | undefined>;
  /** Called when the view throws; a response replaces the error. */
  readonly processException?: (
    request: HttpRequest,
    error: unknown,
  ) => MaybePromise<HttpResponseBase | undefined>;
  /** Called with a template response before it is rendered; returns the one to go on with. */
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
 * Builds one link of the chain, once, when the server starts. A module named in MIDDLEWARE has one as
 * its default export.
 *
 * @throws {MiddlewareNotUsed} to be left out.
 */
export type Middleware = (
  getResponse: GetResponse,
  context: MiddlewareContext,
) => MaybePromise<MiddlewareHandler>;
