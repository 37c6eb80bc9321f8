import { inspect } from "node:util";
import { ImproperlyConfigured } from "../conf/index.ts";
import { URLPattern, URLResolver, type UrlEntry } from "./entries.ts";

/** One view's pattern with the includes it is reached through, and what is the same for each match. */
export interface Leaf {
  /** Place in Django's order: the first that fits, wins. */
  readonly order: number;
  readonly resolvers: readonly URLResolver[];
  readonly entry: URLPattern;
  readonly route: string;
  readonly appNames: readonly string[];
  readonly namespaces: readonly string[];
  readonly viewName: string | undefined;
  /** What the patterns themselves give the view, the innermost winning. */
  readonly extraKwargs: Readonly<Record<string, unknown>>;
}

/** All views of a list of patterns, in the order they are tried. */
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

/** Routes one after the other; the `^` of those that follow is left out. */
function joinRoutes(routes: readonly string[]): string {
  return routes.reduceRight((below, route) =>
    route === "" ? below : route + below.replace(/^\^/, ""),
  );
}
