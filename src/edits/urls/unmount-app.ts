/** Removes all traces of an app from a urls.ts, whoever wrote them. */
import type { ImportDeclaration } from "@babel/types";
import { lineOf, parseModule, stringOf, unwrap, type SourceModule } from "../reading/module.ts";
import { refusalWith, urlpatterns, usesModule, type Mount } from "./mount-steps.ts";
import { placeOfArray } from "../writing/place.ts";
import type { Refuse } from "../refusal.ts";
import { withoutModule } from "../imports/remove-import.ts";
import { removals } from "../writing/remove-item.ts";
import type { EditResult } from "../result.ts";
import { deleteAll } from "../writing/splice.ts";
import { removeMount } from "./unmount.ts";

export interface UnmountedApp {
  /** Whether a module specifier in the file refers to the app. */
  readonly belongs: (specifier: string) => boolean;
  /** The usual mount, for messages. */
  readonly usual: Mount;
}

/**
 * Removes the entries of urlpatterns that use modules of an app, and their imports once nothing else uses
 * them.
 *
 * @throws {MkwebError} `MKWEB_URLS_NOT_EDITABLE` if an entry is not in a list literal in one place.
 */
export function unmountApp(
  source: string,
  { belongs, usual }: UnmountedApp,
  file = "urls.ts",
): EditResult {
  const refuse = refusalWith(usual, `unmount the app ${usual.localName} in ${file}`, "Delete");
  let text = source;
  for (const specifier of specifiersOf(parseModule(source, refuse), belongs)) {
    for (;;) {
      const next = withoutOne(text, specifier, usual, { file, refuse });
      if (next === undefined) break;
      text = next;
    }
    const [rest] = withoutModule(parseModule(text, refuse), specifier);
    text = rest ?? text;
  }
  const isMounted = text !== source;
  const message = isMounted
    ? `Unmounted ${usual.localName} in ${file}.`
    : `${file} does not mount ${usual.localName}.`;
  return { text, changed: isMounted, message };
}

function specifiersOf(
  { file }: SourceModule,
  belongs: (specifier: string) => boolean,
): readonly string[] {
  const imports = file.program.body.filter(
    (each): each is ImportDeclaration => each.type === "ImportDeclaration",
  );
  return [...new Set(imports.map((each) => each.source.value).filter(belongs))];
}

interface Where {
  readonly file: string;
  readonly refuse: Refuse;
}

/** The text without the first entry that uses a module; `undefined` if none does. */
function withoutOne(
  text: string,
  specifier: string,
  usual: Mount,
  { file, refuse }: Where,
): string | undefined {
  const module = parseModule(text, refuse);
  const array = urlpatterns(module, refuse);
  const using = array.elements.flatMap((each, at) =>
    each && usesModule(module, each, specifier) ? [{ each, at }] : [],
  );
  const [first, ...others] = using;
  if (!first) return undefined;
  const entry = unwrap(first.each);
  if (entry.type === "SpreadElement") {
    throw refuse(`it is spread into the list (line ${lineOf(first.each)})`);
  }
  const [address] = entry.type === "CallExpression" ? entry.arguments : [];
  const route = address && stringOf(unwrap(address));
  if (others.length === 0 && route !== undefined) {
    const mount = { route, moduleSpecifier: specifier, localName: usual.localName };
    const { text: without, changed } = removeMount(text, mount, file);
    if (changed) return without;
  }
  const [way = []] = removals(text, placeOfArray(array), first.at);
  return deleteAll(text, way);
}
