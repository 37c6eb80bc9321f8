import type { ArrayExpression, Node } from "@babel/types";
import { findArray } from "./array.ts";
import { findNamedDefinition } from "./definition.ts";
import { namesUsed } from "./free-name.ts";
import { importModule, importName, importedAs, namespaceOf, valueImports } from "./imports.ts";
import { insertItem } from "./insert-item.ts";
import { laterChanges } from "./later-changes.ts";
import { quoted, quoteOf } from "./layout.ts";
import { eachNode, lineOf, parseModule, type SourceModule } from "./module.ts";
import { placeOfArray, spanOf } from "./place.ts";
import { refusal, type Refuse } from "./refusal.ts";
import { removals } from "./remove-item.ts";
import { withoutModule, withoutName } from "./remove-import.ts";
import type { EditResult } from "./result.ts";
import { entryFor, placeForRoute } from "./routes.ts";
import { deleteAll, insertAll } from "./splice.ts";

/** One app's URLs under one prefix. */
export interface Mount {
  /** As Django writes it: no leading slash, a slash at the end. `webapp/` */
  readonly route: string;
  /** The app's URL module, as urls.ts imports it. `../webapp/urls.ts` */
  readonly moduleSpecifier: string;
  /** The name it gets in urls.ts, if that is free. `webapp` */
  readonly localName: string;
}

const framework = "mkweb/urls";

/**
 * Mounts an app in the text of a urls.ts: imports its URL module and whatever of `path` and
 * `include` is missing, and adds `path(route, include(module))` to urlpatterns, where Django's
 * order reaches it. Keeps every other character. A module that is mounted already stays as it is.
 *
 * @param file What to call the file in messages.
 * @throws {MkwebError} `MKWEB_URLS_NOT_EDITABLE` if urlpatterns is not written out in one place, or
 *   another entry has the route.
 */
export function addMount(source: string, mount: Mount, file = "urls.ts"): EditResult {
  const refuse = refusalFor(mount, `mount ${quoted(mount.route, "'")} in ${file}`, "Add");
  const before = parseModule(source, refuse);
  if (isMounted(before, mount, refuse)) {
    const message = `${file} mounts ${quoted(mount.moduleSpecifier, "'")} already.`;
    return { text: source, changed: false, message };
  }
  const array = urlpatterns(before, refuse);
  const rival = entryFor(before, array, mount.route);
  if (rival) throw refuse(`line ${lineOf(rival)} has that route already`);

  const text = steps(mount).reduce((text, step) => step(text, refuse), source);
  return { text, changed: true, message: `Mounted ${quoted(mount.route, "'")} in ${file}.` };
}

/**
 * Takes an app's mount out of a urls.ts again, with the import of its module if nothing else uses
 * that, and with `path` and `include` if they are unused where {@link addMount} puts them. Behind
 * that it gives back the text from before, character for character; only a text that imported
 * `path` or `include` last of all and did not use it loses that name.
 *
 * @param file What to call the file in messages.
 * @throws {MkwebError} `MKWEB_URLS_NOT_EDITABLE` if the mount is not one entry of urlpatterns.
 */
export function removeMount(source: string, mount: Mount, file = "urls.ts"): EditResult {
  const refuse = refusalFor(mount, `unmount ${quoted(mount.route, "'")} in ${file}`, "Delete");
  const module = parseModule(source, refuse);
  if (!isMounted(module, mount, refuse)) {
    const message = `${file} does not mount ${quoted(mount.moduleSpecifier, "'")}.`;
    return { text: source, changed: false, message };
  }
  const undone = undoSteps(mount).reduce((text, { ways, redo, isOurs }) => {
    const candidates = ways(parseModule(text, refuse), refuse);
    const restores = (each: string) => isResult(text, () => redo(each, refuse));
    return candidates.find(restores) ?? (isOurs ? candidates[0] : undefined) ?? text;
  }, source);
  return {
    text: undone,
    changed: true,
    message: `Unmounted ${quoted(mount.route, "'")} in ${file}.`,
  };
}

/** Takes the whole text and returns the whole text. */
type Step = (text: string, refuse: Refuse) => string;

function steps(mount: Mount): Step[] {
  return [importOf("include"), importOf("path"), importOfModule(mount), entryOfMount(mount)];
}

/** The steps backwards. */
interface UndoStep {
  /** The texts it may have started from. */
  readonly ways: (module: SourceModule, refuse: Refuse) => string[];
  readonly redo: Step;
  /** Whether to take it back even where somebody else wrote it, in another way than we would. */
  readonly isOurs: boolean;
}

function undoSteps(mount: Mount): UndoStep[] {
  const { moduleSpecifier } = mount;
  return [
    {
      ways: (module, refuse) => withoutEntry(module, mount, refuse),
      redo: entryOfMount(mount),
      isOurs: true,
    },
    {
      ways: (module) => withoutModule(module, moduleSpecifier),
      redo: importOfModule(mount),
      isOurs: true,
    },
    {
      ways: (module) => withoutName(module, "path", framework),
      redo: importOf("path"),
      isOurs: false,
    },
    {
      ways: (module) => withoutName(module, "include", framework),
      redo: importOf("include"),
      isOurs: false,
    },
  ];
}

function importOf(name: string): Step {
  return (text, refuse) => {
    const module = parseModule(text, refuse);
    return importedAs(module, name, framework) ? text : importName(module, name, framework);
  };
}

function importOfModule({ moduleSpecifier, localName }: Mount): Step {
  return (text, refuse) => {
    const module = parseModule(text, refuse);
    if (namespaceOf(module, moduleSpecifier) !== undefined) return text;
    return importModule(module, localName, moduleSpecifier);
  };
}

function entryOfMount({ route, moduleSpecifier, localName }: Mount): Step {
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

function withoutEntry(module: SourceModule, mount: Mount, refuse: Refuse): string[] {
  const array = urlpatterns(module, refuse);
  const locals = localsFrom(module, mount.moduleSpecifier);
  const places = array.elements.flatMap((each, at) => (each && mentions(each, locals) ? [at] : []));
  const [index, ...others] = places;
  if (index === undefined) throw refuse("it is not an entry of the list itself");
  if (others.length > 0) throw refuse("the list has it more than once");
  const { source } = module;
  return removals(source, placeOfArray(array), index).map((spans) => deleteAll(source, spans));
}

function urlpatterns(module: SourceModule, refuse: Refuse): ArrayExpression {
  const definition = findNamedDefinition(module, "urlpatterns", refuse);
  const { array, lists } = findArray(module, definition, refuse);
  const [change] = laterChanges(module, definition, lists);
  if (change) throw refuse(`urlpatterns is ${change.how} later (line ${change.line})`);
  return array;
}

function isMounted(module: SourceModule, mount: Mount, refuse: Refuse): boolean {
  const locals = localsFrom(module, mount.moduleSpecifier);
  if (locals.size === 0) return false;
  const definition = findNamedDefinition(module, "urlpatterns", refuse);
  const changes = laterChanges(module, definition, definition.lists);
  const values = [definition.value, ...changes.flatMap((change) => change.values)];
  return values.some((value) => mentions(value, locals));
}

function localsFrom(module: SourceModule, specifier: string): ReadonlySet<string> {
  const declarations = valueImports(module, specifier);
  return new Set(declarations.flatMap((each) => each.specifiers.map(({ local }) => local.name)));
}

function mentions(value: Node, names: ReadonlySet<string>): boolean {
  return [...namesUsed(value).keys()].some((name) => names.has(name));
}

function stringsIn(array: ArrayExpression): number[] {
  const starts: number[] = [];
  eachNode(array, (node) => {
    if (node.type === "StringLiteral") starts.push(spanOf(node).start);
  });
  return starts.toSorted((one, other) => one - other);
}

function isResult(text: string, make: () => string): boolean {
  try {
    return make() === text;
  } catch {
    return false;
  }
}

function refusalFor(mount: Mount, wish: string, verb: "Add" | "Delete"): Refuse {
  const { route, moduleSpecifier, localName } = mount;
  const lines = [
    "import { include, path } from 'mkweb/urls';",
    `import * as ${localName} from ${quoted(moduleSpecifier, "'")};`,
    `path(${quoted(route, "'")}, include(${localName})),   // in urlpatterns`,
  ];
  const hint = `${verb} these lines yourself:\n  ${lines.join("\n  ")}`;
  return refusal("MKWEB_URLS_NOT_EDITABLE", wish, hint);
}
