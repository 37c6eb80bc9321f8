import type { Check, CheckMessage } from "../../conf/index.ts";
import { loadUrlconf } from "../../server/index.ts";
import { URLPattern, type UrlEntry } from "../../urls/index.ts";

/** Loads the URL patterns, and names what in them is likely to be a slip. The ids are Django's. */
export const checkUrls: Check = async ({ settings }) => {
  if (settings.ROOT_URLCONF === "") return [];
  const { resolver } = await loadUrlconf(settings);
  return [...slips(resolver.urlPatterns), ...doubleNamespaces(resolver.urlPatterns)];
};

function slips(entries: readonly UrlEntry[]): CheckMessage[] {
  return entries.flatMap((entry) => [
    ...slipsOf(entry),
    ...(entry instanceof URLPattern ? [] : slips(entry.urlPatterns)),
  ]);
}

function slipsOf(entry: UrlEntry): CheckMessage[] {
  const { text } = entry.pattern;
  const isView = entry instanceof URLPattern;
  const name = isView ? entry.name : undefined;
  const pattern = `'${text}'${name === undefined ? "" : ` [name='${name}']`}`;
  const found: CheckMessage[] = [];
  const warn = (id: string, message: string): void => {
    found.push({ level: "WARNING", id, message: `Your URL pattern ${pattern} ${message}` });
  };
  if (/^\^?\/(?!$)/.test(text)) {
    warn(
      "urls.W002",
      "has a route beginning with a '/'. The slash before it is there already: remove it.",
    );
  }
  if (name?.includes(":")) warn("urls.W003", "has a name with a ':', which separates namespaces.");
  if (!isView && !text.startsWith("^") && text !== "" && text.endsWith("$")) {
    warn(
      "urls.W001",
      "uses include() with a route that ends with a '$', so nothing below it can match.",
    );
  }
  if (isView && !text.startsWith("^") && /^\^|\$$|\(\?P<|\(\?</.test(text)) {
    warn(
      "2_0.W001",
      "looks like a regular expression, which path() takes literally: use rePath().",
    );
  }
  return found;
}

function doubleNamespaces(entries: readonly UrlEntry[]): CheckMessage[] {
  const seen = new Map<string, number>();
  const visit = (below: readonly UrlEntry[], outer: string): void => {
    for (const entry of below) {
      if (entry instanceof URLPattern) continue;
      const inner = entry.namespace === undefined ? outer : `${outer}${entry.namespace}:`;
      if (entry.namespace !== undefined) seen.set(inner, (seen.get(inner) ?? 0) + 1);
      visit(entry.urlPatterns, inner);
    }
  };
  visit(entries, "");
  return [...seen]
    .filter(([, count]) => count > 1)
    .map(([namespace]) => ({
      level: "WARNING",
      id: "urls.W005",
      message: `URL namespace '${namespace.slice(0, -1)}' isn't unique. You may not be able to reverse all URLs in it.`,
    }));
}
