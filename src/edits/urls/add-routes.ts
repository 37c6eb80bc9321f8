/** Adds entries to an app's urlpatterns. */
import type { ArrayExpression } from "@babel/types";
import { importModule, namespaceOf, importedAs } from "../imports/imports.ts";
import { insertItem, type ListPlace } from "../writing/insert-item.ts";
import { indentOf, indentStep, lineEnd, quoted, quoteOf } from "../writing/layout.ts";
import {
  initialiser,
  lineOf,
  parseModule,
  stringOf,
  type SourceModule,
} from "../reading/module.ts";
import { framework, importOf, stringsIn, urlpatterns } from "./mount-steps.ts";
import { placeOfArray, spanOf } from "../writing/place.ts";
import type { Refuse } from "../refusal.ts";
import { entryFor, placeForRoute } from "./routes.ts";
import { insertAll } from "../writing/splice.ts";

export interface NewRoutes {
  /** The views' module as urls.ts imports it: `./views.ts`. */
  readonly views: string;
  readonly routes: readonly {
    readonly route: string;
    readonly view: string;
    readonly name: string;
  }[];
}

/**
 * Adds `path(route, views.View.asView(), { name })` to urlpatterns for each route, at a position where
 * Django's order reaches it, and adds missing imports.
 *
 * @throws The error of `refuse`, if urlpatterns is not a literal in one place, or already has one of the
 *   routes.
 */
export function addRoutes(source: string, { views, routes }: NewRoutes, refuse: Refuse): string {
  let text = importOf("path")(source, refuse);
  const before = parseModule(text, refuse);
  if (namespaceOf(before, views) === undefined) text = importModule(before, "views", views);
  for (const { route, view, name } of routes) {
    const module = parseModule(text, refuse);
    const array = urlpatterns(module, refuse);
    const rival = entryFor(module, array, route);
    if (rival) throw refuse(`line ${lineOf(rival)} already has the route '${route}'`);
    const quote = quoteOf(module, stringsIn(array));
    const call = importedAs(module, "path", framework) ?? "path";
    const local = namespaceOf(module, views) ?? "views";
    const options = `name: ${quoted(name, quote)}`;
    const args = [quoted(route, quote), `${local}.${view}.asView()`];
    text = insertEntry(module, array, { route, name: call, args, options });
  }
  return text;
}

/** The namespace of an app's URL names, from `appName` in its urls.ts. */
export function readAppName(source: string, refuse: Refuse): string | undefined {
  const module = parseModule(source, refuse);
  const local = module.exports.get("appName");
  if (local === undefined) return undefined;
  const value = initialiser(module, local);
  const name = value && stringOf(value);
  if (name === undefined) throw refuse("appName is not a text written out in one place");
  return name;
}

interface Entry {
  readonly route: string;
  /** Local name of `path` in the module. */
  readonly name: string;
  readonly args: readonly string[];
  readonly options: string;
}

const LINE_LENGTH = 100;

function insertEntry(module: SourceModule, array: ArrayExpression, entry: Entry): string {
  const { source } = module;
  const place = placeOfArray(array);
  const index = placeForRoute(module, array, entry.route);
  const { start, end } = spanOf(array);
  const indent = indentOf(source, start);
  const eol = lineEnd(source, start, end);
  const item = laidOut(entry, indent + indentStep(source), indentStep(source), eol);
  if (isOneLine(source, place)) {
    const items = place.items.map((each) => source.slice(each.start, each.end));
    items.splice(index, 0, item);
    const list = items.map((each) => `${eol}${indent}${indentStep(source)}${each},`).join("");
    return `${source.slice(0, place.open)}${list}${eol}${indent}${source.slice(place.close)}`;
  }
  return insertAll(source, insertItem(source, place, index, item));
}

/** On one line if it fits; otherwise with the options, or every argument, on separate lines. */
function laidOut(
  { name, args, options }: Entry,
  indent: string,
  step: string,
  eol: string,
): string {
  const before = `${name}(${args.join(", ")}, {`;
  const line = `${before} ${options} })`;
  if (indent.length + line.length + 1 <= LINE_LENGTH) return line;
  if (indent.length + before.length <= LINE_LENGTH) {
    return `${before}${eol}${indent}${step}${options},${eol}${indent}})`;
  }
  const lines = [...args, `{ ${options} }`].map((each) => `${indent}${step}${each},${eol}`);
  return `${name}(${eol}${lines.join("")}${indent})`;
}

/** Whether only commas and spaces are between the items. */
function isOneLine(source: string, { open, close, items }: ListPlace): boolean {
  const gaps = [open, ...items.map(({ end }) => end)].map((from, at) =>
    source.slice(from, items[at]?.start ?? close),
  );
  return !/[\n\r]/.test(source.slice(open, close)) && gaps.every((gap) => /^[\s,]*$/.test(gap));
}
