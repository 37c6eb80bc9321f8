import { ImproperlyConfigured, loadNamed, type Settings } from "../../conf/index.ts";
import {
  HttpResponseBase,
  MiddlewareNotUsed,
  type GetResponse,
  type HttpRequest,
  type MaybePromise,
  type Middleware,
  type MiddlewareContext,
  type MiddlewareHandler,
} from "../../http/index.ts";
import { isPromise } from "../../values/index.ts";
import { ViewCaller } from "./view-caller.ts";

export interface ChainOptions {
  readonly settings: Settings;
  readonly now: () => number;
  /** Finds the view of a request and stores it in `request.resolverMatch`. */
  readonly resolve: (request: HttpRequest) => NonNullable<HttpRequest["resolverMatch"]>;
  /** Converts an error anywhere in the chain to a response. */
  readonly onError: (request: HttpRequest, error: unknown) => MaybePromise<HttpResponseBase>;
}

/**
 * Builds the middleware chain of MIDDLEWARE around the views, once.
 *
 * As in Django, an error becomes a response at the layer where it occurs, so outer middleware sees a
 * response.
 *
 * @throws {ImproperlyConfigured} An entry does not exist, or its module does not export a middleware.
 */
export async function buildChain({
  settings,
  now,
  resolve,
  onError,
}: ChainOptions): Promise<GetResponse> {
  const context: MiddlewareContext = { settings, now };
  const caller = new ViewCaller(resolve);
  let handler = converting((request) => caller.respond(request), onError);
  for (const [specifier, middleware] of (await loadChain(settings)).toReversed()) {
    const built = await build(specifier, middleware, handler, context);
    if (!built) continue;
    caller.addHooks(built);
    handler = converting(built, onError);
  }
  return handler;
}

/**
 * A layer whose errors become responses. A stream's resources are released at the end of the request, even if
 * an outer layer answers something else.
 */
function converting(
  getResponse: GetResponse,
  onError: (request: HttpRequest, error: unknown) => MaybePromise<HttpResponseBase>,
): GetResponse {
  const settle = (request: HttpRequest, response: unknown): MaybePromise<HttpResponseBase> => {
    if (!(response instanceof HttpResponseBase)) return onError(request, noResponse(response));
    if (response.streaming) request.onClose(() => response.close());
    return response;
  };
  return (request) => {
    try {
      const response = getResponse(request);
      if (!isPromise(response)) return settle(request, response);
      return response.then(
        (settled) => settle(request, settled),
        (error) => onError(request, error),
      );
    } catch (error) {
      return onError(request, error);
    }
  };
}

function noResponse(returned: unknown): TypeError {
  const what = returned === null || returned === undefined ? String(returned) : typeof returned;
  return new TypeError(
    `A middleware didn't return an HttpResponse object. It returned ${what} instead.`,
  );
}

async function build(
  specifier: string,
  middleware: Middleware,
  handler: GetResponse,
  context: MiddlewareContext,
): Promise<MiddlewareHandler | undefined> {
  try {
    const built: unknown = await middleware(handler, context);
    if (isHandler(built)) return built;
  } catch (error) {
    if (error instanceof MiddlewareNotUsed) return undefined;
    throw error;
  }
  throw new ImproperlyConfigured(`The middleware '${specifier}' did not return a function.`, {
    hint: "Return a function that takes the request: (getResponse) => (request) => getResponse(request).",
  });
}

function isHandler(built: unknown): built is MiddlewareHandler {
  return typeof built === "function";
}

function loadChain(settings: Settings): Promise<[string, Middleware][]> {
  return Promise.all(
    settings.MIDDLEWARE.map(async (specifier): Promise<[string, Middleware]> => {
      return [specifier, await loadMiddleware(specifier, settings)];
    }),
  );
}

/** @throws {ImproperlyConfigured} No such module, or it exports no middleware. */
export function loadMiddleware(
  specifier: string,
  { BASE_DIR }: Pick<Settings, "BASE_DIR">,
): Promise<Middleware> {
  return loadNamed({
    specifier,
    baseDir: BASE_DIR,
    isWanted: isMiddleware,
    refusal: (isThere) => (isThere ? notMiddleware(specifier) : missing(specifier)),
  });
}

function isMiddleware(value: unknown): value is Middleware {
  return typeof value === "function";
}

function missing(specifier: string): ImproperlyConfigured {
  return new ImproperlyConfigured(`MIDDLEWARE: no module named '${specifier}'.`, {
    hint: "Write a path below the project's folder, myproject/middleware.ts, or remove the entry.",
  });
}

function notMiddleware(specifier: string): ImproperlyConfigured {
  return new ImproperlyConfigured(
    `The module '${specifier}' of MIDDLEWARE exports no middleware.`,
    {
      hint: "Give it a default export: export default (getResponse) => (request) => getResponse(request).",
    },
  );
}
