import type { AnyView } from "../http/index.ts";
import type { Converter } from "./patterns/converters.ts";
import type { UrlEntry } from "./entries.ts";
import { leavesOf } from "./leaves.ts";
import type { Pattern } from "./patterns/pattern.ts";
import { RegexPattern } from "./patterns/regex-pattern.ts";

/** A part of a path that the URL captures. */
export interface PathPart {
  readonly name: string;
  /** `undefined` for a group of a regular expression. */
  readonly converter: Converter | undefined;
}

/** One way to write the path of a view, from its leading slash on: literal texts and what is captured between them. */
export type ViewPath = readonly (string | PathPart)[];

/** A view with the paths it is reached by. */
export interface ViewPaths {
  /** The whole route as it is written, from the root. */
  readonly route: string;
  readonly viewName: string | undefined;
  readonly view: AnyView;
  /** Several where a regular expression leaves a group out; none where no path can be made of it. */
  readonly paths: readonly ViewPath[];
}

/** All views of a list of patterns with their paths, in the order they are tried. */
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
  // Of an expression that cannot be written the one form is empty.
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
