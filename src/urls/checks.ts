import type { CheckMessage } from "../conf/index.ts";
import { describePattern } from "./describe.ts";
import { URLPattern, type UrlEntry, type URLResolver } from "./entries.ts";
import { RegexPattern } from "./patterns/regex-pattern.ts";
import { RoutePattern } from "./patterns/route-pattern.ts";

export interface UrlCheckOptions {
  /** The setting APPEND_SLASH. A leading slash in a route is reported only with it. Default `true`. */
  readonly appendSlash?: boolean;
}

/**
 * Checks a list of patterns, as Django's system checks do.
 *
 * @example
 * const messages = checkUrls([path("/add/", add)]);
 * assert.equal(messages[0]?.id, "urls.W002");
 */
export function checkUrls(
  urlPatterns: readonly UrlEntry[],
  { appendSlash = true }: UrlCheckOptions = {},
): readonly CheckMessage[] {
  return [
    ...urlPatterns.flatMap((entry) => checkEntry(entry, appendSlash)),
    ...checkNamespaces(urlPatterns),
  ];
}

function checkEntry(entry: UrlEntry, appendSlash: boolean): CheckMessage[] {
  const messages = [
    ...(appendSlash ? checkLeadingSlash(entry) : []),
    ...(entry.pattern instanceof RoutePattern ? checkRoute(entry) : []),
  ];
  if (entry instanceof URLPattern) return [...checkName(entry), ...messages];
  const below = entry.urlPatterns.flatMap((each) => checkEntry(each, appendSlash));
  return below.length > 0 ? below : [...messages, ...checkTrailingDollar(entry)];
}

function checkLeadingSlash(entry: UrlEntry): CheckMessage[] {
  const { text } = entry.pattern;
  const isRoute = entry.pattern instanceof RoutePattern;
  const isPrefix = !(entry instanceof URLPattern) || !isRoute;
  if (!(isRoute ? /^\// : /^(?:\/|\^\/|\^\\\/)/).test(text)) return [];
  if (isPrefix && text.endsWith("/")) return [];
  return [
    warning(
      "urls.W002",
      entry,
      "has a route beginning with a '/'. Remove this slash as it is unnecessary. If this pattern is targeted in an include(), ensure the include() pattern has a trailing '/'.",
    ),
  ];
}

function checkRoute(entry: UrlEntry): CheckMessage[] {
  const { text } = entry.pattern;
  const messages: CheckMessage[] = [];
  let open = 0;
  for (const bracket of text.match(/[<>]/g) ?? []) {
    open += bracket === "<" ? 1 : -1;
    if (open < 0) {
      messages.push(warning("urls.W010", entry, "has an unmatched '>' bracket."));
      open = 0;
    }
  }
  if (open > 0) messages.push(warning("urls.W010", entry, "has an unmatched '<' bracket."));
  if (text.includes("(?P<") || text.startsWith("^") || text.endsWith("$")) {
    messages.push(
      warning(
        "2_0.W001",
        entry,
        "has a route that contains '(?P<', begins with a '^', or ends with a '$'. Was it meant for rePath()?",
      ),
    );
  }
  return messages;
}

function checkName(entry: URLPattern): CheckMessage[] {
  if (entry.name?.includes(":") !== true) return [];
  const rest =
    "has a name including a ':'. Remove the colon, to avoid ambiguous namespace references.";
  return [warning("urls.W003", entry, rest)];
}

function checkTrailingDollar(entry: URLResolver): CheckMessage[] {
  if (!(entry.pattern instanceof RegexPattern) || !/(?<!\\)\$$/.test(entry.pattern.text)) return [];
  const rest =
    "uses include with a route ending with a '$'. Remove the dollar from the route to avoid problems including URLs.";
  return [warning("urls.W001", entry, rest)];
}

function checkNamespaces(urlPatterns: readonly UrlEntry[]): CheckMessage[] {
  const all = namespacesOf(urlPatterns, []);
  const repeated = new Set(all.filter((namespace, at) => all.indexOf(namespace) !== at));
  return Array.from(repeated, (namespace) => ({
    level: "WARNING" as const,
    id: "urls.W005",
    message: `URL namespace '${namespace}' isn't unique. You may not be able to reverse all URLs in this namespace`,
  }));
}

function namespacesOf(urlPatterns: readonly UrlEntry[], parents: readonly string[]): string[] {
  return urlPatterns.flatMap((entry) => {
    if (entry instanceof URLPattern) return [];
    const here = entry.namespace === undefined ? parents : [...parents, entry.namespace];
    const below = namespacesOf(entry.urlPatterns, here);
    return entry.namespace === undefined ? below : [here.join(":"), ...below];
  });
}

function warning(id: string, entry: UrlEntry, rest: string): CheckMessage {
  return { level: "WARNING", id, message: `Your URL pattern ${describePattern(entry)} ${rest}` };
}
