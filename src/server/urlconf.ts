import type { Settings } from "../conf/index.ts";
import type { HttpRequest, RequestMatch, View } from "../http/index.ts";
import {
  activateUrlconf,
  getResolver,
  reverse,
  type Resolver,
  type Urlconf as Patterns,
} from "../urls/index.ts";
import { defaultErrorView, type ErrorStatus } from "./answer/error-views.ts";
import type { Reverse } from "./templates.ts";

/** A view for errors, such as the project's `handler404`. */
export type ErrorView = View<{ readonly exception: unknown }>;

/** The URL patterns of a project. */
export interface Urlconf {
  readonly resolver: Resolver;
  readonly reverse: Reverse;
  /**
   * Finds the view of a request and stores it in `request.resolverMatch`.
   *
   * @throws {Resolver404} No pattern matches.
   */
  resolve(request: HttpRequest): RequestMatch;
  /** The project's `handler400`, `handler403`, `handler404` or `handler500`, or the default. */
  errorHandler(status: ErrorStatus): ErrorView;
}

/** Implements the function of the same name in door.ts. */
export async function loadUrlconf(
  settings: Pick<Settings, "ROOT_URLCONF" | "BASE_DIR" | "FORCE_SCRIPT_NAME">,
): Promise<Urlconf> {
  const resolver = await activateUrlconf(settings);
  return {
    resolver,
    reverse: (viewName, options) => reverse(viewName, options),
    resolve(request) {
      const { urlconf } = request;
      const own = isPatterns(urlconf) ? getResolver(urlconf) : resolver;
      return (request.resolverMatch = own.resolve(request.pathInfo));
    },
    errorHandler(status) {
      // Django has no handler for it.
      if (status === 503) return defaultErrorView(status);
      const handler = resolver.errorHandler(status);
      return isErrorView(handler) ? handler : defaultErrorView(status);
    },
  };
}

function isPatterns(urlconf: unknown): urlconf is Patterns {
  return urlconf !== undefined && urlconf !== null;
}

function isErrorView(view: unknown): view is ErrorView {
  return typeof view === "function";
}
