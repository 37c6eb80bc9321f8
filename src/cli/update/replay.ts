/** Repeats startapp's edits in other versions of the project's files. */
import { posix } from "node:path";
import { addInstalledApp, addMount } from "../../edits/index.ts";
import type { EditMeaning } from "../../scaffold/index.ts";
import { unlessRefused } from "../unless-refused.ts";
import type { Made } from "./made.ts";

/**
 * The edits that startapp made to a file, by meaning, oldest first. Records of format 1 lack it, so it is
 * derived from the inserted text.
 */
export function meaningsFor(path: string, made: readonly Made[]): readonly EditMeaning[] {
  return made.flatMap((app) => {
    const edit = Object.hasOwn(app.record.edits, path) ? app.record.edits[path] : undefined;
    if (app.kind !== "app" || !edit) return [];
    return [edit.as ?? guessed(path, app, edit.inserted)];
  });
}

/** @returns `undefined` if an edit cannot be made, as in a file that was rewritten. */
export function replay(text: string, meanings: readonly EditMeaning[]): string | undefined {
  return unlessRefused(() => meanings.reduce(once, text));
}

function once(text: string, meaning: EditMeaning): string {
  const { kind, value, route, moduleSpecifier, localName, fromRoot } = meaning;
  if (kind === "installedApps" && value !== undefined) return addInstalledApp(text, value).text;
  if (
    kind === "mount" &&
    route !== undefined &&
    moduleSpecifier !== undefined &&
    localName !== undefined
  ) {
    const mount = { route, moduleSpecifier, localName, fromRoot: fromRoot === "true" };
    return addMount(text, mount).text;
  }
  return text;
}

/** At that time startapp made two edits; the one in urls.ts added an import. */
function guessed(path: string, { name, folder }: Made, inserted: string): EditMeaning {
  if (!/\binclude\b|\bimport\b/.test(inserted)) return { kind: "installedApps", value: folder };
  const way = posix.relative(posix.dirname(path), `${folder}/urls.ts`);
  const moduleSpecifier = way.startsWith("../") ? way : `./${way}`;
  return { kind: "mount", route: `${name}/`, moduleSpecifier, localName: name };
}
