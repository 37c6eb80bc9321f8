/** Three-way merging of one file that each side may have, lack, or have changed. */
import { utf8Text } from "../values/index.ts";
import { mergeJson } from "./merge-json.ts";
import { mergeTexts, type Labels, type MergeTextOptions, type Versions } from "./merge-text.ts";

/** What happens to ours. */
export type MergedFile =
  /** It stays as it is, or stays absent. */
  | { readonly kind: "same"; readonly why?: Kept }
  /** It gets these contents, or is created with them. */
  | { readonly kind: "written"; readonly bytes: Uint8Array }
  | { readonly kind: "removed" }
  /** Both sides changed the same part; `bytes` are the new contents of ours, with markers if it is text. */
  | { readonly kind: "conflict"; readonly bytes: Uint8Array; readonly places: readonly string[] };

/**
 * Why ours stays although theirs differs: `deleted`, ours is gone; `edited`, theirs is gone; `own`, ours only
 * shares its name with theirs.
 */
export type Kept = "deleted" | "edited" | "own";

export interface MergeFileOptions extends MergeTextOptions {
  /** Selects the method: by key for package.json and similar files, otherwise by lines. */
  readonly path: string;
  readonly labels: Labels;
}

/**
 * Merges one file. Parts that ours did not touch become theirs; what ours deleted stays deleted; what theirs
 * dropped is deleted if ours left it unchanged. package.json is merged by key; tsconfig.json by lines, and by
 * key if lines conflict; all other text by lines. A binary file that both changed stays ours and counts as a
 * conflict.
 *
 * @param versions `undefined` for a side without the file.
 */
export function mergeFiles(
  versions: Versions<Uint8Array | undefined>,
  options: MergeFileOptions,
): MergedFile {
  const { base, ours, theirs } = versions;
  if (equal(base, theirs) || equal(ours, theirs)) return { kind: "same" };
  if (equal(base, ours)) return theirs ? { kind: "written", bytes: theirs } : { kind: "removed" };
  if (!ours) return { kind: "same", why: "deleted" };
  if (!theirs) return { kind: "same", why: "edited" };
  if (!base) return { kind: "same", why: "own" };
  const texts = { base: utf8Text(base), ours: utf8Text(ours), theirs: utf8Text(theirs) };
  return isText(texts)
    ? mergedText(texts, options)
    : { kind: "conflict", bytes: ours, places: ["it is not text"] };
}

function isText(texts: Versions<string | undefined>): texts is Versions<string> {
  return Object.values(texts).every((text: string | undefined) => text !== undefined);
}

function mergedText(texts: Versions<string>, options: MergeFileOptions): MergedFile {
  const { path, labels } = options;
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name !== "package.json") {
    const { text, conflicts } = mergeTexts(texts, labels, options);
    const isLastWord = conflicts === 0 || !/^tsconfig(?:\.\w+)?\.json$/.test(name);
    if (isLastWord) return outcome(texts.ours, text, placesOf(text, conflicts));
  }
  const merged = mergeJson(texts);
  if (merged) {
    const places = merged.conflicts.map(
      ({ path: keys, theirs }) => `${keys.join(".")}: ${shown(theirs)}`,
    );
    return outcome(texts.ours, merged.text, places);
  }
  // It is not JSON any more, so no tool can read it now either.
  const { text, conflicts } = mergeTexts(texts, labels, options);
  return outcome(texts.ours, text, placesOf(text, conflicts));
}

function outcome(ours: string, text: string, places: readonly string[]): MergedFile {
  const bytes = Buffer.from(text);
  if (places.length > 0) return { kind: "conflict", bytes, places };
  return text === ours ? { kind: "same" } : { kind: "written", bytes };
}

/** The lines where the markers begin. */
function placesOf(text: string, conflicts: number): readonly string[] {
  if (conflicts === 0) return [];
  return text
    .split("\n")
    .flatMap((line, at) => (line.startsWith("<<<<<<< ") ? [`line ${at + 1}`] : []));
}

function shown(value: unknown): string {
  return value === undefined ? "taken out" : JSON.stringify(value);
}

function equal(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return (
    one === other || (one !== undefined && other !== undefined && Buffer.compare(one, other) === 0)
  );
}
