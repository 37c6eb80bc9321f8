import { ImproperlyConfigured } from "../conf/index.ts";
import { Included, type UrlEntry } from "./entries.ts";

/** A module of URL patterns, as `import * as webapp from "../webapp/urls.ts"` imports it. */
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
 * Mounts more patterns below a prefix: a module with `urlpatterns` and an optional `appName`, a list of
 * patterns, or a list with an app name.
 *
 * @throws {ImproperlyConfigured} There are no patterns, or a namespace is given for an app without a name.
 *
 * @example
 * export const urlpatterns = [path("accounts/", include(accounts))];
 */
export function include<const Target extends IncludeTarget, const Namespace extends string = never>(
  target: Target,
  options?: IncludeOptions<Namespace>,
): Included<EntryOf<Target>, AppNameOf<Target> | Namespace>;
export function include(target: IncludeTarget, options: IncludeOptions = {}): Included {
  requireTarget(target);
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

/** Checks at run time too: Django takes a module's name here, and not every program is compiled first. */
function requireTarget(target: unknown): void {
  if (typeof target === "object" && target !== null && !(target instanceof Promise)) return;
  if (typeof target === "string") {
    throw new ImproperlyConfigured(
      `include() takes a module of URL patterns, not its name: '${target}'.`,
      { hint: `Write \`import * as app from "${specifierOf(target)}";\` and include(app).` },
    );
  }
  throw new ImproperlyConfigured(
    `include() takes a module of URL patterns, and was given ${kindOf(target)}.`,
    { hint: 'Write `import * as app from "../app/urls.ts";` at the top, and include(app).' },
  );
}

/** Translates a Django module name or a path into an import specifier: `polls.urls` becomes `../polls/urls.ts`. */
function specifierOf(name: string): string {
  const [, contrib] = /^django\.contrib\.(\w+)\.urls$/.exec(name) ?? [];
  if (contrib !== undefined) return `mkweb/${contrib}/urls`;
  if (/^[\w.]+$/.test(name) && !name.endsWith(".ts")) return `../${name.replaceAll(".", "/")}.ts`;
  return /^[\w-]+\/.*\.ts$/.test(name) ? `../${name}` : name;
}

/** @internal */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (value instanceof Promise) return "a promise: await it";
  if (Array.isArray(value)) return "a list";
  return value === undefined ? "undefined" : `a ${typeof value}`;
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
