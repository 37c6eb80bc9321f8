import { blueprintInvalid, parseManifest, type Manifest, type Tree } from "../scaffold/index.ts";
import { MANIFEST } from "./source.ts";

/** Largest manifest in bytes. */
const LARGEST = 100_000;

/** Longest pattern in characters. */
const LONGEST_PATTERN = 1000;

/** Allowed names in a manifest's "edits". */
const EDITS = ["installedApps", "mount"];

/**
 * Reads the manifest of a template, if it has one.
 *
 * @param shown The template, for messages.
 * @throws {MkwebError} `MKWEB_BLUEPRINT_INVALID` naming the mistake.
 */
export function ownManifest(files: Tree, shown: string): Manifest | undefined {
  const file = files.get(MANIFEST);
  if (!file) return undefined;
  const where = `${shown}: ${MANIFEST}`;
  const wrong = (why: string): Error => blueprintInvalid(where, why);
  if (file.bytes.length > LARGEST) throw wrong(`larger than ${LARGEST / 1000} kB`);
  const manifest = parseManifest(textOf(file.bytes, wrong), where);
  for (const [name, { pattern = "" }] of Object.entries(manifest.variables)) {
    if (!isVariableName(name)) throw wrong(`"${name}" cannot name a variable`);
    if (pattern.length > LONGEST_PATTERN) {
      throw wrong(`variable "${name}": "pattern" is longer than ${LONGEST_PATTERN} characters`);
    }
  }
  const edit = Object.keys(manifest.edits ?? {}).find((name) => !EDITS.includes(name));
  if (edit !== undefined) throw wrong(`"edits" names ${edit}, and not ${EDITS.join(" or ")}`);
  const strange = manifest.render.find((each) => !/^(?:\*\.)?[^*/\\]+$/.test(each));
  if (strange !== undefined) {
    throw wrong(
      `"render" holds ${JSON.stringify(strange)}, which is neither an extension (*.html) nor a name`,
    );
  }
  return manifest;
}

/** Letters, digits and underscores, as `{{ name }}` allows; except names that every object has. */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]{0,99}$/.test(name) && !(name in {});
}

function textOf(bytes: Uint8Array, wrong: (why: string) => Error): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw wrong("not UTF-8");
  }
}
