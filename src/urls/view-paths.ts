import type { AnyView } from "../http/index.ts";
import type { Converter } from "./patterns/converters.ts";
import type { UrlEntry } from "./entries.ts";
import { leavesOf } from "./leaves.ts";
import type { Pattern } from "./patterns/pattern.ts";
import { RegexPattern } from "./patterns/regex-pattern.ts";

/** A captured part of a path. */
export interface PathPart {
  readonly name: string;
  /** `undefined` for a group of a regular expression. */
  readonly converter: Converter | undefined;
}

/** One way to write a view's path, with its leading slash: literal texts and captured parts. */
export type ViewPath = readonly (string | PathPart)[];

/** A view with its paths. */
export interface ViewPaths {
  /** The whole route as written, from the root. */
  readonly route: string;
  readonly viewName: string | undefined;
  readonly view: AnyView;
  /** Several if a regular expression has an optional group; empty if no path can be built. */
  readonly paths: readonly ViewPath[];
}

/**
 * Lists all views of a list of patterns with their paths, in matching order.
 *
 * @example
 * for (const { viewName, paths } of viewPaths(getResolver().urlPatterns)) {
 *   console.log(viewName, paths.length);
 * }
 */
export function viewPaths(urlPatterns: readonly UrlEntry[]): readonly ViewPaths[] {
  return leavesOf(urlPatterns).map(({ route, viewName, entry, resolvers }) => ({
    route: `/${route.replace(/^\^/, "")}`,
    viewName,
    view: entry.callback,
    paths: [...resolvers, entry].reduce<readonly ViewPath[]>(
      (paths, { pattern }) =>
        partsOf(pattern).flatMap((parts) => paths.map((path) => [...path, ...parts])),
      [["/"]],
    ),
  }));
}

function partsOf(pattern: Pattern): readonly ViewPath[] {
  const isEmpty = /^\^?(?:\$|\\Z)?$/.test(pattern.text);
  // An expression that cannot be written has one empty form.
  if (pattern instanceof RegexPattern && !isEmpty && pattern.forms.every((form) => !form.length)) {
    return [];
  }
  return pattern.forms.map((form) =>
    form.map((part) =>
      typeof part === "string"
        ? part
        : { name: part.name, converter: pattern.converters.get(part.name) },
    ),
  );
}
