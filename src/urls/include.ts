import { ImproperlyConfigured } from "../conf/index.ts";
import { Included, type UrlEntry } from "./entries.ts";

/** A module of URL patterns, as `import * as webapp from "../webapp/urls.ts"` gives it. */
export interface UrlconfModule {
  readonly urlpatterns: readonly UrlEntry[];
  readonly appName?: string;
}

/** A module, a list of patterns, or such a list with an app name. */
export type IncludeTarget =
  | UrlconfModule
  | readonly UrlEntry[]
  | readonly [readonly UrlEntry[], string];

export interface IncludeOptions<Namespace extends string = string> {
  /** Name of this instance of the app. Default: the app's own name. */
  readonly namespace?: Namespace;
}

type EntryOf<Target> = Target extends { readonly urlpatterns: readonly (infer Entry)[] }
  ? Entry & UrlEntry
  : Target extends readonly [readonly (infer Entry)[], string]
    ? Entry & UrlEntry
    : Target extends readonly (infer Entry)[]
      ? Entry & UrlEntry
      : never;

type AppNameOf<Target> = Target extends { readonly appName: infer Name extends string }
  ? Name
  : Target extends readonly [readonly UrlEntry[], infer Name extends string]
    ? Name
    : undefined;

/**
 * Further patterns below a prefix: a module with `urlpatterns` and perhaps `appName`, a list of
 * patterns, or such a list with an app name.
 *
 * @throws {ImproperlyConfigured} It holds no patterns, or a namespace is given for an app without name.
 */
export function include<const Target extends IncludeTarget, const Namespace extends string = never>(
  target: Target,
  options?: IncludeOptions<Namespace>,
): Included<EntryOf<Target>, AppNameOf<Target> | Namespace>;
export function include(target: IncludeTarget, options: IncludeOptions = {}): Included {
  const [patterns, appName] = partsOf(target);
  if (!Array.isArray(patterns)) {
    throw new ImproperlyConfigured("What include() was given does not have any patterns in it.", {
      hint: "Export a list named urlpatterns from it; if it does, two modules import each other.",
    });
  }
  if (options.namespace && !appName) {
    throw new ImproperlyConfigured(
      "Specifying a namespace in include() without providing an appName is not supported.",
      { hint: "Export appName from the included module, or pass [patterns, appName]." },
    );
  }
  return new Included(patterns, appName || undefined, options.namespace || appName || undefined);
}

function partsOf(
  target: IncludeTarget,
): readonly [readonly UrlEntry[] | undefined, string | undefined] {
  if ("urlpatterns" in target) return [target.urlpatterns, target.appName];
  return isNamed(target) ? target : [isList(target) ? target : undefined, undefined];
}

function isNamed(target: IncludeTarget): target is readonly [readonly UrlEntry[], string] {
  return Array.isArray(target) && target.length === 2 && typeof target[1] === "string";
}

function isList(target: unknown): target is readonly UrlEntry[] {
  return Array.isArray(target);
}
