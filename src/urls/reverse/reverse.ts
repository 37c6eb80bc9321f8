import { inspect } from "node:util";
import { escapeLeadingSlashes, MultiValueDict, quotePlus } from "../../http/index.ts";
import { NoReverseMatch } from "../errors.ts";
import type { ReverseCandidate } from "./reverse-candidate.ts";
import type { ReverseTable } from "./reverse-table.ts";
import { textOf } from "../patterns/text-of.ts";

/** Contents of a query string; a list repeats its name for each item. */
export type Query =
  | MultiValueDict<string>
  | Readonly<Record<string, unknown>>
  | Iterable<readonly [string, unknown]>;

export interface ReverseOptions {
  /** Parameters in URL order; cannot be combined with `kwargs`. */
  readonly args?: readonly unknown[] | undefined;
  /** Parameters by name. */
  readonly kwargs?: Readonly<Record<string, unknown>> | undefined;
  /** The namespace of the current request. It selects one instance of an app. */
  readonly currentApp?: string | undefined;
  /** Default, as `""`: no query. Text is refused because it would not be escaped. */
  readonly query?: Query | "" | null | undefined;
  /** Appended after `#`, unescaped. */
  readonly fragment?: string | undefined;
}

/**
 * Builds a URL from a table of names.
 *
 * @param name A view's function, or its name after its namespaces: `"blog:post"`.
 * @param prefix Path where the site is mounted, with a trailing slash.
 * @throws {NoReverseMatch} No view has this name, or it takes other arguments.
 * @throws {TypeError} Both `args` and `kwargs`, or a missing value in `query`.
 */
export function reverseIn(
  root: ReverseTable,
  name: unknown,
  prefix: string,
  options: ReverseOptions = {},
): string {
  const { args = [], kwargs = {} } = options;
  if (args.length > 0 && Object.keys(kwargs).length > 0) {
    throw new TypeError("Don't mix args and kwargs in call to reverse()!");
  }
  const [table, view] =
    typeof name === "string" ? locate(root, name, options.currentApp) : [root, name];
  const candidates = table.candidates(view);
  for (const candidate of candidates) {
    const url = candidate.build(prefix, args, kwargs);
    if (url !== undefined) return escapeLeadingSlashes(url) + tailOf(options);
  }
  throw noMatch(view, candidates, args, kwargs);
}

/** Walks through the namespaces before a name. */
function locate(
  root: ReverseTable,
  name: string,
  currentApp: string | undefined,
): [ReverseTable, string] {
  const namespaces = name.split(":");
  const view = namespaces.pop() ?? "";
  let current = currentApp ? currentApp.split(":") : undefined;
  let table = root;
  const passed: string[] = [];
  for (const wanted of namespaces) {
    const here = current?.shift();
    const instances = table.namespacesOf(wanted);
    const namespace = instances === undefined ? wanted : instanceOf(wanted, instances, here);
    if (namespace !== here) current = undefined;
    const inside = table.enter(namespace);
    if (inside === undefined) {
      const where = passed.length > 0 ? ` inside '${passed.join(":")}'` : "";
      throw new NoReverseMatch(`'${namespace}' is not a registered namespace${where}`);
    }
    passed.push(namespace);
    table = inside;
  }
  return [table, view];
}

/** Selects an instance of an app: the current one, the one named like the app, or the last. */
function instanceOf(
  appName: string,
  instances: readonly string[],
  current: string | undefined,
): string {
  if (current && instances.includes(current)) return current;
  return instances.includes(appName) ? appName : (instances[0] ?? appName);
}

function tailOf({ query, fragment }: ReverseOptions): string {
  const text = query === undefined || query === null || query === "" ? "" : queryString(query);
  return (text === "" ? "" : `?${text}`) + (fragment === undefined ? "" : `#${fragment}`);
}

function queryString(query: Query): string {
  if (typeof query !== "object") {
    throw new TypeError(
      `The query of reverse() must be an object, pairs or a QueryDict, not a ${typeof query}. Write { page: 2 } for "page=2".`,
    );
  }
  const lists =
    query instanceof MultiValueDict
      ? query.lists()
      : Symbol.iterator in query
        ? query
        : Object.entries(query);
  const fields: string[] = [];
  for (const [name, value] of lists) {
    const values: unknown[] = isList(value) ? [...value] : [value];
    for (const each of values) {
      const text = textOf(each);
      if (text === undefined) {
        throw new TypeError(
          `Cannot encode ${inspect(veiled(each))} for key '${name}' in a query string. Did you mean to pass an empty string or omit the value?`,
        );
      }
      fields.push(`${quotePlus(name)}=${quotePlus(text)}`);
    }
  }
  return fields.join("&");
}

function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

function noMatch(
  view: unknown,
  candidates: readonly ReverseCandidate[],
  args: readonly unknown[],
  kwargs: Readonly<Record<string, unknown>>,
): NoReverseMatch {
  const name = typeof view === "function" ? view.name || "(anonymous view)" : String(view);
  if (candidates.length === 0) {
    return new NoReverseMatch(
      `Reverse for '${name}' not found. '${name}' is not a valid view function or pattern name.`,
    );
  }
  const given =
    args.length > 0
      ? `arguments '${shown(args)}'`
      : Object.keys(kwargs).length > 0
        ? `keyword arguments '${shown(kwargs)}'`
        : "no arguments";
  const tried = candidates.map(({ route }) => `'${route}'`).join(", ");
  return new NoReverseMatch(
    `Reverse for '${name}' with ${given} not found. ${candidates.length} pattern(s) tried: [${tried}]`,
  );
}

/** Shows arguments in the message. An object shows only its class, as it may be someone's data. */
function shown(values: readonly unknown[] | Readonly<Record<string, unknown>>): string {
  const named = Array.isArray(values)
    ? values.map(veiled)
    : Object.fromEntries(Object.entries(values).map(([name, value]) => [name, veiled(value)]));
  return inspect(named, { breakLength: Infinity });
}

function veiled(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { constructor }: { readonly constructor?: unknown } = value;
  const name = typeof constructor === "function" ? constructor.name : "Object";
  return { [inspect.custom]: () => `<${name}>` };
}
