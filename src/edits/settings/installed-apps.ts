import type { Node } from "@babel/types";
import { findArray, itemsNamed, type FoundArray } from "../reading/array.ts";
import { findDefinition, type Definition } from "../reading/definition.ts";
import { insertItem } from "../writing/insert-item.ts";
import { laterChanges } from "../reading/later-changes.ts";
import { quoted, quoteOf } from "../writing/layout.ts";
import { parseModule, stringOf, unwrap, type SourceModule } from "../reading/module.ts";
import { placeOfArray } from "../writing/place.ts";
import { refusal, type Refuse } from "../refusal.ts";
import { removals } from "../writing/remove-item.ts";
import type { EditResult } from "../result.ts";
import { deleteAll, insertAll } from "../writing/splice.ts";

const name = "INSTALLED_APPS";

/**
 * Appends an app to INSTALLED_APPS in the text of a settings file and keeps every other character. A list
 * that already names the app stays unchanged.
 *
 * @param file The file's name in messages.
 * @throws {MkwebError} `MKWEB_SETTINGS_NOT_EDITABLE` if the list is not a literal in one place.
 */
export function addInstalledApp(
  source: string,
  specifier: string,
  file = "settings.ts",
): EditResult {
  const literal = quoted(specifier, "'");
  const refuse = settingsRefusal(specifier, file);
  const module = parseModule(source, refuse);
  const { isNamed, found } = inspect(module, specifier, refuse);
  if (isNamed) {
    return { text: source, changed: false, message: `${name} in ${file} already has ${literal}.` };
  }
  const { array } = found();
  const list = placeOfArray(array);
  const strings = array.elements.flatMap((each) =>
    each && stringOf(each) !== undefined ? [unwrap(each).start ?? 0] : [],
  );
  const item = quoted(specifier, quoteOf(module, strings));
  const text = insertAll(source, insertItem(source, list, list.items.length, item));
  return { text, changed: true, message: `Added ${literal} to ${name} in ${file}.` };
}

/** Makes the error for an app that cannot be added safely, with the line to paste. */
export function settingsRefusal(specifier: string, file: string): Refuse {
  const literal = quoted(specifier, "'");
  return refusal(
    "MKWEB_SETTINGS_NOT_EDITABLE",
    `add ${literal} to ${name} in ${file}`,
    `Add this line to ${name} yourself: ${literal},`,
  );
}

/**
 * Lists every app that INSTALLED_APPS of a settings file may name, under any condition.
 *
 * @throws {MkwebError} `MKWEB_SETTINGS_NOT_EDITABLE` if the file cannot be parsed, or defines no list.
 */
export function installedAppsIn(source: string, file = "settings.ts"): readonly string[] {
  const refuse = refusal(
    "MKWEB_SETTINGS_NOT_EDITABLE",
    `read ${name} of ${file}`,
    "Correct the file.",
  );
  const module = parseModule(source, refuse);
  const definition = findDefinition(module, name, refuse);
  const changes = laterChanges(module, definition, definition.lists);
  const values = [definition.value, ...changes.flatMap((change) => change.values)];
  return [...new Set(values.flatMap((value) => [...itemsNamed(module, value)]))];
}

/**
 * Removes an app from INSTALLED_APPS. After {@link addInstalledApp} it restores the previous text, character
 * for character.
 *
 * @param file The file's name in messages.
 * @throws {MkwebError} `MKWEB_SETTINGS_NOT_EDITABLE` if the app is not exactly one item of a list literal.
 */
export function removeInstalledApp(
  source: string,
  specifier: string,
  file = "settings.ts",
): EditResult {
  const literal = quoted(specifier, "'");
  const refuse = refusal(
    "MKWEB_SETTINGS_NOT_EDITABLE",
    `remove ${literal} from ${name} in ${file}`,
    `Delete this from ${name} yourself: ${literal},`,
  );
  const module = parseModule(source, refuse);
  const { isNamed, found } = inspect(module, specifier, refuse);
  const { array } = found();
  if (!isNamed) {
    return { text: source, changed: false, message: `${name} in ${file} has no ${literal}.` };
  }
  const places = array.elements.flatMap((each, at) =>
    each && stringOf(each) === specifier ? [at] : [],
  );
  const [index, ...others] = places;
  if (index === undefined) throw refuse("it is not an item of the list literal");
  if (others.length > 0) throw refuse("the list contains it more than once");

  const texts = removals(source, placeOfArray(array), index).map((spans) =>
    deleteAll(source, spans),
  );
  const before = texts.find((text) => becomes(text, specifier, source)) ?? texts[0] ?? source;
  return { text: before, changed: true, message: `Removed ${literal} from ${name} in ${file}.` };
}

/**
 * Lists what INSTALLED_APPS of a settings file may name, under any condition, without running it.
 *
 * @throws {MkwebError} `MKWEB_SETTINGS_NOT_EDITABLE` if the file cannot be parsed, or has no such list.
 */
export function listedApps(source: string, file = "settings.ts"): readonly string[] {
  const refuse = refusal("MKWEB_SETTINGS_NOT_EDITABLE", `read ${name} in ${file}`, "Correct it.");
  const module = parseModule(source, refuse);
  return [...valuesOf(module, findDefinition(module, name, refuse))].flatMap((value) => [
    ...itemsNamed(module, value),
  ]);
}

function valuesOf(module: SourceModule, definition: Definition): readonly Node[] {
  const changes = laterChanges(module, definition, definition.lists);
  return [definition.value, ...changes.flatMap((change) => change.values)];
}

function becomes(text: string, specifier: string, source: string): boolean {
  try {
    return addInstalledApp(text, specifier).text === source;
  } catch {
    return false;
  }
}

interface Inspection {
  /** Whether the specifier may be among the items. */
  readonly isNamed: boolean;
  /** The literal to edit; throws if there is not exactly one. */
  readonly found: () => FoundArray;
}

function inspect(module: SourceModule, specifier: string, refuse: Refuse): Inspection {
  const definition = findDefinition(module, name, refuse);
  const values = valuesOf(module, definition);
  return {
    isNamed: values.some((value) => itemsNamed(module, value).has(specifier)),
    found: () => soleArray(module, definition, refuse),
  };
}

function soleArray(module: SourceModule, definition: Definition, refuse: Refuse): FoundArray {
  const found = findArray(module, definition, refuse);
  const [change] = laterChanges(module, definition, found.lists);
  if (change) throw refuse(`${name} is ${change.how} later (line ${change.line})`);
  return found;
}
