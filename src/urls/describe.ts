import { URLPattern, type UrlEntry } from "./entries.ts";
import { leavesOf } from "./leaves.ts";

/** One view with the URL it is reached by, as `node manage listurls` lists it. */
export interface RouteDescription {
  /** The whole route as it is written, from the root: `/articles/<int:year>/`. */
  readonly route: string;
  /** What `reverse()` takes: namespaces and name; `undefined` for a pattern without name. */
  readonly viewName: string | undefined;
  /** The name of the view's function; empty when it has none. */
  readonly view: string;
  readonly namespaces: readonly string[];
}

/** All views of a list of patterns, in the order they are tried. */
export function describeRoutes(urlPatterns: readonly UrlEntry[]): readonly RouteDescription[] {
  return leavesOf(urlPatterns).map((leaf) => ({
    route: `/${leaf.route.replace(/^\^/, "")}`,
    viewName: leaf.viewName,
    view: leaf.entry.callback.name,
    namespaces: leaf.namespaces,
  }));
}

/** A pattern in a message: `'articles/<int:year>/' [name='year']`. */
export function describePattern(entry: UrlEntry): string {
  const name = entry instanceof URLPattern && entry.name ? ` [name='${entry.name}']` : "";
  return `'${entry.pattern.text}'${name}`;
}
