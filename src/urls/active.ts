import { ImproperlyConfigured } from "../conf/index.ts";
import type { HttpRequest } from "../http/index.ts";
import type { UrlEntry } from "./entries.ts";
import { Resolver, type RootUrlconf } from "./resolver.ts";
import type { ResolverMatch } from "./resolver-match.ts";
import type { ReverseArguments } from "./registered.ts";
import { reverseIn, type ReverseOptions } from "./reverse/reverse.ts";

/** Patterns to search: a root URL module, a list, or a resolver made from one. */
export type Urlconf = Resolver | RootUrlconf | readonly UrlEntry[];

const resolvers = new WeakMap<object, Resolver>();
let active: Resolver | undefined;
let scriptPrefix = "/";

/**
 * Returns the resolver of a URLconf, which is made once. Default: the resolver of the process.
 *
 * @throws {ImproperlyConfigured} No URLconf is given and no application has been set up.
 *
 * @example
 * const { viewName } = getResolver().resolve("/polls/");
 */
export function getResolver(urlconf?: Urlconf): Resolver {
  if (urlconf === undefined) {
    if (active !== undefined) return active;
    throw new ImproperlyConfigured("No URLconf is in use: no application has been set up.", {
      hint: "Set up the application first, or pass { urlconf }.",
    });
  }
  if (urlconf instanceof Resolver) return urlconf;
  let resolver = resolvers.get(urlconf);
  if (resolver === undefined) resolvers.set(urlconf, (resolver = new Resolver(urlconf)));
  return resolver;
}

/**
 * The patterns that a middleware chose for this request, or `undefined`.
 *
 * @example
 * const match = resolve(request.pathInfo, urlconfOf(request));
 */
export function urlconfOf({ urlconf }: HttpRequest): Urlconf | undefined {
  return isUrlconf(urlconf) ? urlconf : undefined;
}

function isUrlconf(value: unknown): value is Urlconf {
  if (typeof value !== "object" || value === null) return false;
  return value instanceof Resolver || Array.isArray(value) || "urlpatterns" in value;
}

/**
 * Sets the URLconf that functions use when none is given. An application calls it during setup.
 *
 * @example
 * setUrlconf([path("add/", add, { name: "add" })]);
 * assert.equal(reverse("add"), "/add/");
 */
export function setUrlconf(urlconf: Urlconf | undefined): void {
  active = urlconf === undefined ? undefined : getResolver(urlconf);
}

/**
 * The path where the site is mounted, with a trailing slash.
 *
 * @example
 * setScriptPrefix("/shop");
 * assert.equal(getScriptPrefix(), "/shop/");
 */
export function getScriptPrefix(): string {
  return scriptPrefix;
}

/**
 * Sets the path where the site is mounted. `reverse()` puts it before every path.
 *
 * @example
 * setScriptPrefix("/shop/");
 * assert.equal(reverse("index"), "/shop/");
 */
export function setScriptPrefix(prefix: string): void {
  scriptPrefix = prefix.endsWith("/") ? prefix : `${prefix}/`;
}

/**
 * Finds the view for a path.
 *
 * @param path Decoded, with its leading slash.
 * @throws {Resolver404} No pattern matches the path.
 *
 * @example
 * const { viewName, kwargs } = resolve("/polls/7/");
 */
export function resolve(path: string, urlconf?: Urlconf): ResolverMatch {
  return getResolver(urlconf).resolve(path);
}

/**
 * Tells whether a view exists for a path.
 *
 * @example
 * console.log(isValidPath("/polls/"));
 */
export function isValidPath(path: string, urlconf?: Urlconf): boolean {
  return getResolver(urlconf).isValidPath(path);
}

export interface ReverseLookup extends ReverseOptions {
  /** Default: the URLconf of the process. */
  readonly urlconf?: Urlconf | undefined;
}

/**
 * Builds the path of a view.
 *
 * @param viewname The view itself, or its name after its namespaces: `"blog:post"`. Where the project has
 *   registered its names (see {@link Register}), the parameters are type-checked.
 * @throws {NoReverseMatch} No view has this name, or it takes other arguments.
 *
 * @example
 * const url = reverse("polls:detail", { kwargs: { id: 7 }, query: { page: 2 } });
 */
export function reverse<const Name extends string | Function>(
  viewname: Name,
  ...[options]: ReverseArguments<Name, ReverseLookup>
): string {
  const { urlconf, ...rest }: ReverseLookup = options ?? {};
  return reverseIn(getResolver(urlconf).reverseTable, viewname, scriptPrefix, rest);
}
