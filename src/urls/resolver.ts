import { ImproperlyConfigured } from "../conf/index.ts";
import type { AnyView } from "../http/index.ts";
import { URLPattern, type UrlEntry } from "./entries.ts";
import { Resolver404 } from "./errors.ts";
import { leavesOf, type Leaf } from "./leaves.ts";
import { NO_KWARGS, type PatternMatch } from "./patterns/pattern.ts";
import { ReverseTable } from "./reverse/reverse-table.ts";
import { ResolverMatch } from "./resolver-match.ts";
import { RouteIndex } from "./route-index.ts";
import { RoutePattern } from "./patterns/route-pattern.ts";

/** A root URL module: patterns, and views for errors. */
export interface RootUrlconf {
  readonly urlpatterns: readonly UrlEntry[];
  readonly handler400?: AnyView;
  readonly handler403?: AnyView;
  readonly handler404?: AnyView;
  readonly handler500?: AnyView;
}

/** Finds the view for a path, and the path for a view, in one list of patterns. */
export class Resolver {
  readonly urlPatterns: readonly UrlEntry[];
  readonly #module: RootUrlconf;
  readonly #leaves: readonly Leaf[];
  readonly #index: RouteIndex;
  /** Precomputed matches of paths without parameters, which are most. */
  readonly #fixed: ReadonlyMap<string, ResolverMatch>;
  #reverse: ReverseTable | undefined;

  /** @throws {ImproperlyConfigured} No list of patterns. */
  constructor(urlconf: RootUrlconf | readonly UrlEntry[]) {
    this.#module = "urlpatterns" in urlconf ? urlconf : { urlpatterns: urlconf };
    this.urlPatterns = this.#module.urlpatterns;
    if (!Array.isArray(this.urlPatterns)) {
      throw new ImproperlyConfigured("The URLconf does not appear to have any patterns in it.", {
        hint: "Export a list named urlpatterns; if it is there, two modules import each other.",
      });
    }
    this.#leaves = leavesOf(this.urlPatterns);
    this.#index = new RouteIndex(this.#leaves);
    this.#fixed = new Map(this.#leaves.flatMap((leaf) => this.#fixedMatch(leaf)));
  }

  #fixedMatch(leaf: Leaf): [string, ResolverMatch][] {
    const path = fixedPath(leaf);
    if (path === undefined || this.#index.candidates(path, 1)[0] !== leaf.order) return [];
    const match = matchLeaf(leaf, path);
    // A view may change the arguments of its match, so only a match without any can be shared.
    return match?.kwargs === NO_KWARGS ? [[path, match]] : [];
  }

  /**
   * Finds the first match, in the order the patterns are written.
   *
   * @param path Decoded, with its leading slash: `request.pathInfo`.
   * @throws {Resolver404} No pattern matches.
   */
  resolve(path: string): ResolverMatch {
    const fixed = this.#fixed.get(path);
    if (fixed !== undefined) return fixed;
    if (path.charCodeAt(0) === 0x2f) {
      for (const order of this.#index.candidates(path, 1)) {
        const leaf = this.#leaves[order];
        const match = leaf && matchLeaf(leaf, path);
        if (match) return match;
      }
    }
    throw new Resolver404(path.replace(/^\//, ""), () =>
      path.startsWith("/") ? triedFor(this.urlPatterns, path, 1) : [],
    );
  }

  /** Whether some pattern matches. */
  isValidPath(path: string): boolean {
    if (path.charCodeAt(0) !== 0x2f) return false;
    return this.#index.candidates(path, 1).some((order) => {
      const leaf = this.#leaves[order];
      return leaf !== undefined && matchLeaf(leaf, path) !== undefined;
    });
  }

  /** The table that `reverse()` searches. */
  get reverseTable(): ReverseTable {
    return (this.#reverse ??= new ReverseTable(this.urlPatterns));
  }

  /** The URLconf's view for an error: `handler404` and so on. */
  errorHandler(status: 400 | 403 | 404 | 500): AnyView | undefined {
    return this.#module[`handler${status}`];
  }
}

/** The only path to a view, if no pattern on the way has a parameter. */
function fixedPath({ entry, resolvers }: Leaf): string | undefined {
  let path = "/";
  for (const { pattern } of [...resolvers, entry]) {
    if (!(pattern instanceof RoutePattern) || pattern.parameters.length > 0) return undefined;
    path += pattern.text;
  }
  return path;
}

/** Matches the includes from the outside in, then the view's own pattern. */
function matchLeaf(leaf: Leaf, path: string): ResolverMatch | undefined {
  const { entry, resolvers } = leaf;
  const outer: PatternMatch[] = [];
  let start = 1;
  for (const { pattern } of resolvers) {
    // An include keeps its first match; the patterns below cannot make it match less or more.
    const match = pattern.match(path, start);
    if (match === undefined) return undefined;
    start = match.end;
    outer.push(match);
  }
  const match = entry.pattern.match(path, start);
  if (match === undefined) return undefined;
  let { args } = match;
  let kwargs = merged(match.kwargs, entry.defaultKwargs);
  for (let at = resolvers.length - 1; at >= 0; at--) {
    const around = outer[at] ?? match;
    const defaults = resolvers[at]?.defaultKwargs ?? NO_KWARGS;
    kwargs = merged(merged(around.kwargs, defaults), kwargs);
    // Unnamed groups count only while there are no named ones.
    if (around.args.length > 0 && !hasKeys(kwargs)) args = [...around.args, ...args];
  }
  return new ResolverMatch(leaf, args, kwargs, match.kwargs);
}

type Kwargs = Readonly<Record<string, unknown>>;

function merged(one: Kwargs, over: Kwargs): Kwargs {
  if (over === NO_KWARGS) return one;
  return one === NO_KWARGS ? over : { ...one, ...over };
}

function hasKeys(kwargs: Kwargs): boolean {
  return Object.keys(kwargs).length > 0;
}

/** Lists tried patterns as Django does: each pattern, and what is below each matching prefix. */
function triedFor(entries: readonly UrlEntry[], path: string, start: number): UrlEntry[][] {
  return entries.flatMap((entry) => {
    if (entry instanceof URLPattern) return [[entry]];
    const match = entry.pattern.match(path, start);
    if (match === undefined) return [[entry]];
    return triedFor(entry.urlPatterns, path, match.end).map((below) => [entry, ...below]);
  });
}
