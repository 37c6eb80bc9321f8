import { URLPattern, type UrlEntry } from "./entries.ts";
import { leavesOf } from "./leaves.ts";

/** One view and its URL, as `node manage listurls` prints them. */
export interface RouteDescription {
  /** The whole route as written, from the root: `/articles/<int:year>/`. */
  readonly route: string;
  /** The name for `reverse()`, with namespaces; `undefined` for a pattern without a name. */
  readonly viewName: string | undefined;
  /** The name of the view's function; empty if it has no name. */
  readonly view: string;
  readonly namespaces: readonly string[];
}

/**
 * Describes all views of a list of patterns, in matching order.
 *
 * @example
 * for (const { route, viewName } of describeRoutes(getResolver().urlPatterns)) {
 *   console.log(route, viewName);
 * }
 */
export function describeRoutes(urlPatterns: readonly UrlEntry[]): readonly RouteDescription[] {
  return leavesOf(urlPatterns).map((leaf) => ({
    route: `/${leaf.route.replace(/^\^/, "")}`,
    viewName: leaf.viewName,
    view: leaf.entry.callback.name,
    namespaces: leaf.namespaces,
  }));
}

/**
 * Describes a pattern for a message: `'articles/<int:year>/' [name='year']`.
 *
 * @example
 * assert.equal(describePattern(path("add/", add, { name: "add" })), "'add/' [name='add']");
 */
export function describePattern(entry: UrlEntry): string {
  const name = entry instanceof URLPattern && entry.name ? ` [name='${entry.name}']` : "";
  return `'${entry.pattern.text}'${name}`;
}
