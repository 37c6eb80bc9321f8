import { inspect } from "node:util";
import { ImproperlyConfigured } from "../conf/index.ts";
import { URLPattern, URLResolver, type UrlEntry } from "./entries.ts";

/** One view's pattern with the includes around it, and what stays the same for each match. */
export interface Leaf {
  /** Position in Django's order; the first match wins. */
  readonly order: number;
  readonly resolvers: readonly URLResolver[];
  readonly entry: URLPattern;
  readonly route: string;
  readonly appNames: readonly string[];
  readonly namespaces: readonly string[];
  readonly viewName: string | undefined;
  /** Arguments that the patterns themselves give the view; the innermost wins. */
  readonly extraKwargs: Readonly<Record<string, unknown>>;
}

/** Lists all views of a list of patterns, in matching order. */
export function leavesOf(urlPatterns: readonly UrlEntry[]): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (entries: readonly UrlEntry[], resolvers: readonly URLResolver[]): void => {
    for (const entry of entries) {
      if (entry instanceof URLPattern) leaves.push(leafOf(leaves.length, resolvers, entry));
      else if (entry instanceof URLResolver) visit(entry.urlPatterns, [...resolvers, entry]);
      else throw notAnEntry(entry);
    }
  };
  visit(urlPatterns, []);
  return leaves;
}

function leafOf(order: number, resolvers: readonly URLResolver[], entry: URLPattern): Leaf {
  const namespaces = resolvers.flatMap(({ namespace }) => namespace ?? []);
  const name = entry.name;
  return {
    order,
    resolvers,
    entry,
    route: joinRoutes([...resolvers, entry].map(({ pattern }) => pattern.text)),
    appNames: resolvers.flatMap(({ appName }) => appName ?? []),
    namespaces,
    viewName: name === undefined ? undefined : [...namespaces, name].join(":"),
    extraKwargs: Object.assign({}, ...[...resolvers, entry].map((each) => each.defaultKwargs)),
  };
}

function notAnEntry(entry: unknown): ImproperlyConfigured {
  return new ImproperlyConfigured(`Your URL pattern ${inspect(entry, { depth: 0 })} is invalid.`, {
    hint: "Ensure that urlpatterns is a list of what path() and rePath() return.",
  });
}

/** Joins routes; later ones lose their leading `^`. */
function joinRoutes(routes: readonly string[]): string {
  return routes.reduceRight((below, route) =>
    route === "" ? below : route + below.replace(/^\^/, ""),
  );
}
