import type { AnyView } from "../http/index.ts";
import { NO_KWARGS, type Pattern } from "./pattern.ts";

/** One element of `urlpatterns`. */
export type UrlEntry = URLPattern | URLResolver;

/** A pattern that leads to a view. `Route` and `Name` are there for `reverse` to be checked against. */
export class URLPattern<Params extends object = object, Name extends string = string> {
  /** Only a type. */
  declare readonly params: Params;
  readonly pattern: Pattern;
  readonly callback: AnyView;
  readonly defaultKwargs: Readonly<Record<string, unknown>>;
  readonly name: Name | undefined;

  constructor(
    pattern: Pattern,
    callback: AnyView,
    defaultKwargs: Readonly<Record<string, unknown>> = NO_KWARGS,
    name?: Name,
  ) {
    this.pattern = pattern;
    this.callback = callback;
    this.defaultKwargs = defaultKwargs;
    this.name = name;
  }
}

/** A prefix with further patterns below it. */
export class URLResolver {
  readonly pattern: Pattern;
  readonly urlPatterns: readonly UrlEntry[];
  readonly defaultKwargs: Readonly<Record<string, unknown>>;
  readonly appName: string | undefined;
  readonly namespace: string | undefined;

  constructor(
    pattern: Pattern,
    included: Included,
    defaultKwargs: Readonly<Record<string, unknown>> = NO_KWARGS,
  ) {
    this.pattern = pattern;
    this.urlPatterns = included.urlPatterns;
    this.defaultKwargs = defaultKwargs;
    this.appName = included.appName;
    this.namespace = included.namespace;
  }
}

/** What `include()` returns, for `path()` to mount. */
export class Included {
  readonly urlPatterns: readonly UrlEntry[];
  readonly appName: string | undefined;
  readonly namespace: string | undefined;

  constructor(
    urlPatterns: readonly UrlEntry[],
    appName: string | undefined,
    namespace: string | undefined,
  ) {
    this.urlPatterns = urlPatterns;
    this.appName = appName;
    this.namespace = namespace;
  }
}
