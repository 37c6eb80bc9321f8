import type { AnyView, View } from "../http/index.ts";
import { Included, URLPattern, URLResolver } from "./entries.ts";
import { kindOf } from "./include.ts";
import type { PathParams, RegexParams } from "./patterns/params.ts";
import { NO_KWARGS, type Pattern } from "./patterns/pattern.ts";
import { RegexPattern } from "./patterns/regex-pattern.ts";
import { RoutePattern } from "./patterns/route-pattern.ts";

export interface PathOptions<Kwargs extends object = object, Name extends string = string> {
  /** For `reverse()`; unique within the app. Default: none. */
  readonly name?: Name;
  /** More parameters for the view; they win over captured ones. */
  readonly kwargs?: Kwargs;
}

/** A view that takes these parameters, or any view if the route is known only at run time. */
type ViewFor<Route extends string, Params extends object> = string extends Route
  ? AnyView
  : View<Params>;

/**
 * Maps a URL to a view, or a prefix to included patterns.
 *
 * @param route Without leading slash. `<int:id>` captures digits as a number; `<slug:s>`, `<str:s>`,
 *   `<uuid:u>` and `<path:p>` capture text.
 * @param view Receives the request and the captured values; its parameters are checked against the route.
 *   Declare parameters that an outer `include()` captures as optional.
 * @throws {ImproperlyConfigured} When the module loads: an unknown converter, an invalid or repeated name,
 *   white space in angle brackets.
 *
 * @example
 * export const urlpatterns = [
 *   path("polls/<int:id>/", (request, { id }) => render(request, "polls/detail.html", { id }), {
 *     name: "detail",
 *   }),
 * ];
 */
export function path<const Route extends string, Target extends Included>(
  route: Route,
  view: Target,
  options?: PathOptions,
): URLResolver<PathParams<Route>, Target>;
export function path<
  const Route extends string,
  const Name extends string,
  Kwargs extends object = {},
>(
  route: Route,
  view: ViewFor<Route, PathParams<Route> & NoInfer<Kwargs>>,
  options?: PathOptions<Kwargs, Name>,
): URLPattern<PathParams<Route>, Name>;
export function path(
  route: string,
  view: AnyView | Included,
  options: PathOptions = {},
): URLPattern | URLResolver {
  return entry(view, options, route, (isEndpoint) => new RoutePattern(route, isEndpoint));
}

/**
 * Maps a URL by a regular expression: Python's as text (`"^y/(?P<year>[0-9]{4})/$"`), or a RegExp. It
 * searches the part of the path that the prefixes left over, so begin it with `^`. Named groups become text
 * parameters. Without named groups, all groups follow as further arguments.
 *
 * @throws {ImproperlyConfigured} Invalid expression, or syntax that JavaScript lacks.
 *
 * @example
 * export const urlpatterns = [
 *   rePath("^articles/(?P<year>[0-9]{4})/$", (request, { year }) =>
 *     render(request, "articles/year.html", { year }),
 *   ),
 * ];
 */
export function rePath<Target extends Included>(
  regex: string | RegExp,
  view: Target,
  options?: PathOptions,
): URLResolver<object, Target>;
export function rePath<const Name extends string>(
  regex: RegExp,
  view: AnyView,
  options?: PathOptions<object, Name>,
): URLPattern<object, Name>;
export function rePath<
  const Source extends string,
  const Name extends string,
  Kwargs extends object = {},
>(
  regex: Source,
  view: ViewFor<Source, RegexParams<Source> & NoInfer<Kwargs>>,
  options?: PathOptions<Kwargs, Name>,
): URLPattern<RegexParams<Source>, Name>;
export function rePath(
  regex: string | RegExp,
  view: AnyView | Included,
  options: PathOptions = {},
): URLPattern | URLResolver {
  return entry(view, options, regex, (isEndpoint) => new RegexPattern(regex, isEndpoint));
}

function entry(
  view: AnyView | Included,
  { name, kwargs }: PathOptions,
  route: string | RegExp,
  pattern: (isEndpoint: boolean) => Pattern,
): URLPattern | URLResolver {
  const defaults = kwargs === undefined ? NO_KWARGS : { ...kwargs };
  if (view instanceof Included) return new URLResolver(pattern(false), view, defaults);
  if (typeof view === "function") return new URLPattern(pattern(true), view, defaults, name);
  throw new TypeError(
    `The view of the route '${String(route)}' must be a function, or what include() returns; it is ${kindOf(view)}.`,
  );
}
