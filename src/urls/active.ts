import { ImproperlyConfigured } from "../conf/index.ts";
import type { HttpRequest } from "../http/index.ts";
import type { UrlEntry } from "./entries.ts";
import { Resolver, type RootUrlconf } from "./resolver.ts";
import type { ResolverMatch } from "./resolver-match.ts";
import type { ReverseArguments } from "./registered.ts";
import { reverseIn, type ReverseOptions } from "./reverse/reverse.ts";

/** Patterns to look in: a root URL module, a list, or the resolver made of one. */
export type Urlconf = Resolver | RootUrlconf | readonly UrlEntry[];

const resolvers = new WeakMap<object, Resolver>();
let active: Resolver | undefined;
let scriptPrefix = "/";

/** The resolver of a URLconf, made once; without one, that of the process. */
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

/** The patterns that a middleware chose for this request, if one did. */
export function urlconfOf({ urlconf }: HttpRequest): Urlconf | undefined {
  return isUrlconf(urlconf) ? urlconf : undefined;
}

function isUrlconf(value: unknown): value is Urlconf {
  if (typeof value !== "object" || value === null) return false;
  return value instanceof Resolver || Array.isArray(value) || "urlpatterns" in value;
}

/** Says which patterns count where none are given. An application calls it when it is set up. */
export function setUrlconf(urlconf: Urlconf | undefined): void {
  active = urlconf === undefined ? undefined : getResolver(urlconf);
}

/** The path the site is mounted at, with a slash at its end. */
export function getScriptPrefix(): string {
  return scriptPrefix;
}

/** Says where the site is mounted: what `reverse()` puts before every path. */
export function setScriptPrefix(prefix: string): void {
  scriptPrefix = prefix.endsWith("/") ? prefix : `${prefix}/`;
}

/**
 * The view for a path.
 *
 * @param path Decoded, with its leading slash.
 * @throws {Resolver404} There is none.
 *
 * @example
 * const { viewName, kwargs } = resolve("/polls/7/");
 */
export function resolve(path: string, urlconf?: Urlconf): ResolverMatch {
  return getResolver(urlconf).resolve(path);
}

/**
 * Whether a view exists for a path.
 *
 * @example
 * console.log(isValidPath("/polls/"));
 */
export function isValidPath(path: string, urlconf?: Urlconf): boolean {
  return getResolver(urlconf).isValidPath(path);
}

export interface ReverseLookup extends ReverseOptions {
  /** Default: the process's. */
  readonly urlconf?: Urlconf | undefined;
}

/**
 * The path of a view.
 *
 * @param viewname Its name behind the namespaces it is in, `"blog:post"`, or the view itself. Where the
 *   project has told its names (see {@link Register}), the parameters of a known one are checked.
 * @throws {NoReverseMatch} There is no such view, or it does not take these arguments.
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
