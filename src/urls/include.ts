import { ImproperlyConfigured } from "../conf/index.ts";
import { Included, type UrlEntry } from "./entries.ts";

/** A module of URL patterns, as `import * as webapp from "../webapp/urls.ts"` gives it. */
export interface UrlconfModule {
  readonly urlpatterns: readonly UrlEntry[];
  readonly appName?: string;
}

export interface IncludeOptions {
  /** Name of this instance of the app. Default: the app's own name. */
  readonly namespace?: string;
}

/**
 * Further patterns below a prefix: a module with `urlpatterns` and perhaps `appName`, a list of
 * patterns, or such a list with an app name.
 *
 * @throws {ImproperlyConfigured} It holds no patterns, or a namespace is given for an app without name.
 */
export function include(
  target: UrlconfModule | readonly UrlEntry[] | readonly [readonly UrlEntry[], string],
  options: IncludeOptions = {},
): Included {
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
  target: UrlconfModule | readonly UrlEntry[] | readonly [readonly UrlEntry[], string],
): readonly [readonly UrlEntry[] | undefined, string | undefined] {
  if ("urlpatterns" in target) return [target.urlpatterns, target.appName];
  return isNamed(target) ? target : [isList(target) ? target : undefined, undefined];
}

function isNamed(
  target: UrlconfModule | readonly UrlEntry[] | readonly [readonly UrlEntry[], string],
): target is readonly [readonly UrlEntry[], string] {
  return Array.isArray(target) && target.length === 2 && typeof target[1] === "string";
}

function isList(target: unknown): target is readonly UrlEntry[] {
  return Array.isArray(target);
}
