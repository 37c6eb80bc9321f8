import { URLPattern, type UrlEntry, type URLResolver } from "../entries.ts";
import { NO_KWARGS, type Pattern } from "../patterns/pattern.ts";
import { ReverseCandidate } from "./reverse-candidate.ts";

/** A namespace as seen from the table that contains it. */
export interface Namespace {
  /** The prefixes between the table and the namespace's patterns, its own included. */
  readonly prefixes: readonly Pattern[];
  readonly resolver: URLResolver;
}

/**
 * Everything that can be reversed from one list of patterns: names and views outside namespaces, the
 * namespaces, and the namespaces of each app. The last defined comes first.
 */
export class ReverseTable {
  readonly #names = new Map<unknown, ReverseCandidate[]>();
  readonly #namespaces = new Map<string, Namespace>();
  readonly #apps = new Map<string, string[]>();
  readonly #inside = new Map<string, ReverseTable>();

  /** @param prefixes Patterns before each of these patterns. */
  constructor(urlPatterns: readonly UrlEntry[], prefixes: readonly Pattern[] = []) {
    for (const entry of urlPatterns.toReversed()) this.#add(entry, prefixes, NO_KWARGS);
  }

  #add(
    entry: UrlEntry,
    prefixes: readonly Pattern[],
    outer: Readonly<Record<string, unknown>>,
  ): void {
    const patterns = [...prefixes, entry.pattern];
    if (entry instanceof URLPattern) {
      const candidate = new ReverseCandidate(patterns, { ...entry.defaultKwargs, ...outer });
      append(this.#names, entry.callback, candidate);
      if (entry.name !== undefined) append(this.#names, entry.name, candidate);
    } else if (entry.appName && entry.namespace) {
      append(this.#apps, entry.appName, entry.namespace);
      this.#namespaces.set(entry.namespace, { prefixes: patterns, resolver: entry });
    } else {
      const defaults = { ...entry.defaultKwargs, ...outer };
      for (const below of entry.urlPatterns.toReversed()) this.#add(below, patterns, defaults);
    }
  }

  /** Chains for a name or a view; the last defined first. */
  candidates(nameOrView: unknown): readonly ReverseCandidate[] {
    return this.#names.get(nameOrView) ?? [];
  }

  /** The namespaces of an app, the last defined first. */
  namespacesOf(appName: string): readonly string[] | undefined {
    return this.#apps.get(appName);
  }

  /** The table of a namespace. */
  enter(namespace: string): ReverseTable | undefined {
    const found = this.#namespaces.get(namespace);
    if (found === undefined) return undefined;
    let table = this.#inside.get(namespace);
    if (table === undefined) {
      table = new ReverseTable(found.resolver.urlPatterns, found.prefixes);
      this.#inside.set(namespace, table);
    }
    return table;
  }
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
