import type { AnyView } from "../http/index.ts";
import { NO_KWARGS, type Pattern } from "./patterns/pattern.ts";

/** One element of `urlpatterns`. */
export type UrlEntry = URLPattern | URLResolver;

/** A pattern that leads to a view. Its type carries parameters and name, so that `reverse()` can be type-checked. */
export class URLPattern<Params extends object = object, Name extends string = string> {
  /** Exists in the type only. */
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

/** A prefix with more patterns below it. */
export class URLResolver<Params extends object = object, Target extends Included = Included> {
  /** Exists in the type only. */
  declare readonly params: Params;
  readonly pattern: Pattern;
  readonly included: Target;
  readonly defaultKwargs: Readonly<Record<string, unknown>>;

  constructor(
    pattern: Pattern,
    included: Target,
    defaultKwargs: Readonly<Record<string, unknown>> = NO_KWARGS,
  ) {
    this.pattern = pattern;
    this.included = included;
    this.defaultKwargs = defaultKwargs;
  }

  get urlPatterns(): readonly UrlEntry[] {
    return this.included.urlPatterns;
  }

  get appName(): string | undefined {
    return this.included.appName;
  }

  get namespace(): string | undefined {
    return this.included.namespace;
  }
}

/** What `include()` returns, for `path()` to mount. */
export class Included<
  Entry extends UrlEntry = UrlEntry,
  Namespace extends string | undefined = string | undefined,
> {
  readonly urlPatterns: readonly Entry[];
  readonly appName: string | undefined;
  /** The type carries the app's name too, because both lead to these patterns. */
  readonly namespace: Namespace | undefined;

  constructor(
    urlPatterns: readonly Entry[],
    appName: string | undefined,
    namespace: Namespace | undefined,
  ) {
    this.urlPatterns = urlPatterns;
    this.appName = appName;
    this.namespace = namespace;
  }
}
