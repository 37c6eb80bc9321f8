/** Predicts which paths the entries of a urlpatterns list answer. Django takes the first match. */
import { runInNewContext } from "node:vm";
import type { ArrayExpression, CallExpression, Node } from "@babel/types";
import { importedAs } from "../imports/imports.ts";
import { stringOf, unwrap, type SourceModule } from "../reading/module.ts";
import { resolved } from "../reading/values.ts";

/**
 * The index at which a new entry for everything below `route` is reached: the end, but before an entry that
 * would itself answer such a path (`<path:rest>`, `<slug:page>/`, `rePath`), and before trailing includes
 * that might, such as `path('', include(…))`.
 */
export function placeForRoute(
  module: SourceModule,
  { elements }: ArrayExpression,
  route: string,
): number {
  const claims = elements.map((each) => (each ? claimOn(module, each, route) : "none"));
  let place = claims.length;
  while (place > 0 && claims[place - 1] !== "none") place -= 1;
  const taker = claims.indexOf("sure");
  return taker === -1 ? place : Math.min(place, taker);
}

/** The entry with exactly this route. */
export function entryFor(
  module: SourceModule,
  { elements }: ArrayExpression,
  route: string,
): Node | undefined {
  return (
    elements.find((each) => {
      const entry = each && entryOf(module, each);
      return entry?.kind === "path" && entry.route === route;
    }) ?? undefined
  );
}

/** Whether an entry may answer the empty path, `/` in a root URL list. Entries that cannot be read may. */
export function answersRoot(module: SourceModule, { elements }: ArrayExpression): boolean {
  return elements.some((each) => each !== null && mayAnswerRoot(module, each, new Set()));
}

function mayAnswerRoot(module: SourceModule, element: Node, seen: Set<Node>): boolean {
  if (element.type === "SpreadElement") {
    const list = resolved(module, element.argument);
    if (list.type !== "ArrayExpression") return true;
    if (seen.has(list)) return false;
    seen.add(list);
    return list.elements.some((each) => each !== null && mayAnswerRoot(module, each, seen));
  }
  const entry = entryOf(module, element);
  const pattern = entry && patternOf(entry);
  return !entry || !pattern || matchesSome(entry, pattern, [""], true);
}

/** Whether an entry answers paths below the route: certainly, perhaps (an include), or not. */
type Claim = "sure" | "perhaps" | "none";

function claimOn(module: SourceModule, element: Node, route: string): Claim {
  const claims = entriesIn(module, element).map((entry) => claimOfEntry(entry, route));
  return claims.find((each) => each === "sure") ?? claims.find((each) => each !== "none") ?? "none";
}

function claimOfEntry(entry: Entry, route: string): Claim {
  if (!entry.isInclude && entry.kind === "path" && !entry.route.includes("<")) return "none";
  const pattern = patternOf(entry);
  if (!pattern || !matchesSome(entry, pattern, samplesUnder(route))) return "none";
  return entry.isInclude ? "perhaps" : "sure";
}

/** Longest search of a project's regular expression in a short text, in milliseconds. */
const PATIENCE_MS = 1000;

/**
 * Whether an entry matches one of some texts. Only the project's own expressions have a time limit: on a busy
 * machine even a fast one may seem slow.
 *
 * @param endless Result for an expression that exceeds it, by accident or on purpose.
 */
function matchesSome(
  { kind }: Entry,
  pattern: RegExp,
  samples: readonly string[],
  endless = false,
): boolean {
  if (kind === "path") return samples.some((sample) => pattern.test(sample));
  try {
    const found: unknown = runInNewContext(
      "samples.some((sample) => pattern.test(sample))",
      { pattern, samples },
      { timeout: PATIENCE_MS },
    );
    return found === true;
  } catch {
    return endless;
  }
}

/** The element itself, or the entries it spreads from a list in this file. */
function entriesIn(module: SourceModule, element: Node, seen = new Set<Node>()): Entry[] {
  if (element.type !== "SpreadElement") {
    const entry = entryOf(module, element);
    return entry ? [entry] : [];
  }
  const list = resolved(module, element.argument);
  if (list.type !== "ArrayExpression" || seen.has(list)) return [];
  seen.add(list);
  return list.elements.flatMap((each) => (each ? entriesIn(module, each, seen) : []));
}

interface Entry {
  readonly kind: "path" | "rePath";
  readonly route: string;
  readonly flags: string;
  readonly isInclude: boolean;
}

function entryOf(module: SourceModule, element: Node): Entry | undefined {
  const call = unwrap(element);
  if (call.type !== "CallExpression") return undefined;
  const kind = (["path", "rePath"] as const).find((name) => isCallOf(module, call, name));
  const [first, target] = call.arguments;
  if (!kind || !first || !target) return undefined;
  const pattern = unwrap(first);
  const route = pattern.type === "RegExpLiteral" ? pattern.pattern : stringOf(pattern);
  if (route === undefined) return undefined;
  const included = unwrap(target);
  const isInclude = included.type === "CallExpression" && isCallOf(module, included, "include");
  const flags = pattern.type === "RegExpLiteral" ? pattern.flags.replace(/[gyd]/g, "") : "";
  return { kind, route, flags, isInclude };
}

function isCallOf(module: SourceModule, { callee }: CallExpression, name: string): boolean {
  const local = importedAs(module, name, "mkweb/urls");
  if (local === undefined) return false;
  return module.source.slice(callee.start ?? 0, callee.end ?? 0) === local;
}

function samplesUnder(route: string): string[] {
  return ["", "some-page", "some-page/", "1/", "some/page/"].map((rest) => route + rest);
}

const converters: Readonly<Record<string, string>> = {
  int: "[0-9]+",
  path: ".+",
  slug: "[-a-zA-Z0-9_]+",
  uuid: "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
};

function patternOf({ kind, route, flags, isInclude }: Entry): RegExp | undefined {
  const body =
    kind === "rePath"
      ? route.replaceAll("(?P<", "(?<")
      : `^${routePattern(route)}${isInclude ? "" : "$"}`;
  try {
    return new RegExp(body, flags);
  } catch {
    return undefined;
  }
}

/** The regular expression of a route such as `<int:year>/<slug:title>/`. */
function routePattern(route: string): string {
  return route
    .split(/(<[^>]*>)/)
    .map((part) => {
      if (!part.startsWith("<")) return part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
      const converter = /^<\s*(\w+)\s*:/.exec(part)?.[1] ?? "str";
      return `(?:${converters[converter] ?? "[^/]+"})`;
    })
    .join("");
}
