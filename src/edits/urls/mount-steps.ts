/** The steps of mounting an app; unmounting reverses the same steps. */
import type { ArrayExpression, Node } from "@babel/types";
import { findArray } from "../reading/array.ts";
import { findNamedDefinition } from "../reading/definition.ts";
import { namesUsed } from "../imports/free-name.ts";
import {
  importModule,
  importName,
  importedAs,
  namespaceOf,
  valueImports,
} from "../imports/imports.ts";
import { insertItem } from "../writing/insert-item.ts";
import { laterChanges } from "../reading/later-changes.ts";
import { quoted, quoteOf } from "../writing/layout.ts";
import {
  eachNode,
  keyOf,
  parseModule,
  stringOf,
  unwrap,
  type SourceModule,
} from "../reading/module.ts";
import { placeOfArray, spanOf } from "../writing/place.ts";
import { refusal, type Refuse } from "../refusal.ts";
import { placeForRoute } from "./routes.ts";
import { insertAll } from "../writing/splice.ts";

/** One app's URLs below one prefix. */
export interface Mount {
  /** As Django writes it, without a leading and with a trailing slash: `webapp/` */
  readonly route: string;
  /** The app's URL module as urls.ts imports it: `../webapp/urls.ts` */
  readonly moduleSpecifier: string;
  /** Preferred local name in urls.ts: `webapp` */
  readonly localName: string;
  /** Whether `/` redirects there, if nothing else answers it. Default: no. */
  readonly fromRoot?: boolean;
}

/** Takes the whole text and returns the whole text. */
export type Step = (text: string, refuse: Refuse) => string;

/** The module with `path` and `include`. */
export const framework = "mkweb/urls";

/** The module with `RedirectView`. */
export const views = "mkweb/views";

export function importOf(name: string, from: string = framework): Step {
  return (text, refuse) => {
    const module = parseModule(text, refuse);
    return importedAs(module, name, from) ? text : importName(module, name, from);
  };
}

export function importOfModule({ moduleSpecifier, localName }: Mount): Step {
  return (text, refuse) => {
    const module = parseModule(text, refuse);
    if (namespaceOf(module, moduleSpecifier) !== undefined) return text;
    return importModule(module, localName, moduleSpecifier);
  };
}

export function entryOfMount({ route, moduleSpecifier, localName }: Mount): Step {
  return (text, refuse) => {
    const module = parseModule(text, refuse);
    const array = urlpatterns(module, refuse);
    const path = importedAs(module, "path", framework) ?? "path";
    const include = importedAs(module, "include", framework) ?? "include";
    const local = namespaceOf(module, moduleSpecifier) ?? localName;
    const quote = quoteOf(module, stringsIn(array));
    const entry = `${path}(${quoted(route, quote)}, ${include}(${local}))`;
    const index = placeForRoute(module, array, route);
    return insertAll(text, insertItem(text, placeOfArray(array), index, entry));
  };
}

/** Adds `path("", RedirectView.asView({ url: "webapp/" }))` at the end: no other entry has that URL. */
export function entryOfRedirect({ route }: Mount): Step {
  return (text, refuse) => {
    const module = parseModule(text, refuse);
    const array = urlpatterns(module, refuse);
    const path = importedAs(module, "path", framework) ?? "path";
    const view = importedAs(module, "RedirectView", views) ?? "RedirectView";
    const quote = quoteOf(module, stringsIn(array));
    const entry = `${path}(${quote}${quote}, ${view}.asView({ url: ${quoted(route, quote)} }))`;
    const place = placeOfArray(array);
    return insertAll(text, insertItem(text, place, place.items.length, entry));
  };
}

/** Position in urlpatterns of the entry that {@link entryOfRedirect} writes, in any layout. */
export function redirectIn(module: SourceModule, array: ArrayExpression, route: string): number {
  return array.elements.findIndex((each) => {
    const call = each && unwrap(each);
    if (call?.type !== "CallExpression" || call.arguments.length !== 2) return false;
    const [address, target] = call.arguments;
    return (
      sourceOf(module, call.callee) === importedAs(module, "path", framework) &&
      address !== undefined &&
      stringOf(address) === "" &&
      target?.type === "CallExpression" &&
      sourceOf(module, target.callee) ===
        `${importedAs(module, "RedirectView", views) ?? ""}.asView` &&
      target.arguments.length === 1 &&
      onlyUrlOf(target.arguments[0]) === route
    );
  });
}

function onlyUrlOf(options: Node | undefined): string | undefined {
  if (options?.type !== "ObjectExpression" || options.properties.length !== 1) return undefined;
  const [only] = options.properties;
  if (only?.type !== "ObjectProperty" || keyOf(only.key, only.computed) !== "url") return undefined;
  return stringOf(only.value);
}

function sourceOf({ source }: SourceModule, node: Node): string {
  const { start, end } = spanOf(node);
  return source.slice(start, end);
}

/** The list literal; throws the error of `refuse` if there is none in one place. */
export function urlpatterns(module: SourceModule, refuse: Refuse): ArrayExpression {
  const definition = findNamedDefinition(module, "urlpatterns", refuse);
  const { array, lists } = findArray(module, definition, refuse);
  const [change] = laterChanges(module, definition, lists);
  if (change) throw refuse(`urlpatterns is ${change.how} later (line ${change.line})`);
  return array;
}

export function isMounted(module: SourceModule, mount: Mount, refuse: Refuse): boolean {
  const definition = findNamedDefinition(module, "urlpatterns", refuse);
  const changes = laterChanges(module, definition, definition.lists);
  const values = [definition.value, ...changes.flatMap((change) => change.values)];
  return values.some((value) => usesModule(module, value, mount.moduleSpecifier));
}

/** Whether the expression uses anything imported from the URL module. */
export function usesModule(module: SourceModule, value: Node, specifier: string): boolean {
  const used = namesUsed(value);
  return valueImports(module, specifier)
    .flatMap((declaration) => declaration.specifiers)
    .some(({ local }) => used.has(local.name));
}

/** Makes the error for an app that cannot be mounted safely, with the lines to paste. */
export function mountRefusal(mount: Mount, file: string): Refuse {
  return refusalWith(mount, `mount ${quoted(mount.route, "'")} in ${file}`, "Add");
}

export function refusalWith(mount: Mount, wish: string, verb: "Add" | "Delete"): Refuse {
  const { route, moduleSpecifier, localName } = mount;
  const lines = [
    "import { include, path } from 'mkweb/urls';",
    `import * as ${localName} from ${quoted(moduleSpecifier, "'")};`,
    `path(${quoted(route, "'")}, include(${localName})),   // in urlpatterns`,
  ];
  const hint = `${verb} these lines yourself:\n  ${lines.join("\n  ")}`;
  return refusal("MKWEB_URLS_NOT_EDITABLE", wish, hint);
}

export function stringsIn(array: ArrayExpression): number[] {
  const starts: number[] = [];
  eachNode(array, (node) => {
    if (node.type === "StringLiteral") starts.push(spanOf(node).start);
  });
  return starts.toSorted((one, other) => one - other);
}
