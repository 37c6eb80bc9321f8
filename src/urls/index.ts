/** `mkweb/urls`: maps paths to views and back. */
export { activateUrlconf } from "./activate.ts";
export {
  getResolver,
  getScriptPrefix,
  isValidPath,
  resolve,
  reverse,
  setScriptPrefix,
  setUrlconf,
  urlconfOf,
  type ReverseLookup,
  type Urlconf,
} from "./active.ts";
export { checkUrls, type UrlCheckOptions } from "./checks.ts";
// The whole module, so that `declare module` can add to ConverterTypes and Register.
export * from "./patterns/converter-types.ts";
export * from "./registered.ts";
export { findConverter, registerConverter, type Converter } from "./patterns/converters.ts";
export { describePattern, describeRoutes, type RouteDescription } from "./describe.ts";
export { Included, URLPattern, URLResolver, type UrlEntry } from "./entries.ts";
export { NoReverseMatch, Resolver404 } from "./errors.ts";
export { include, type IncludeOptions, type UrlconfModule } from "./include.ts";
export type { PathParams, RegexParams } from "./patterns/params.ts";
export { path, rePath, type PathOptions } from "./path.ts";
export { Resolver, type RootUrlconf } from "./resolver.ts";
export { ResolverMatch } from "./resolver-match.ts";
export type { Query, ReverseOptions } from "./reverse/reverse.ts";
export { reverseLazy, type LazyUrl } from "./reverse/reverse-lazy.ts";
export { viewPaths, type PathPart, type ViewPath, type ViewPaths } from "./view-paths.ts";
