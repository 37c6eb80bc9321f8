/** Three-way merging of one file, which each side may have, lack, or have changed. */
import { utf8Text } from "../values/index.ts";
import { mergeJson } from "./merge-json.ts";
import { mergeTexts, type Labels, type MergeTextOptions, type Versions } from "./merge-text.ts";

/** What becomes of ours. */
export type MergedFile =
  /** It stays as it is, or stays away. */
  | { readonly kind: "same"; readonly why?: Kept }
  /** It gets these bytes, or comes with them. */
  | { readonly kind: "written"; readonly bytes: Uint8Array }
  | { readonly kind: "removed" }
  /** Both sides changed one thing; `bytes` is what ours becomes, with markers where it is text. */
  | { readonly kind: "conflict"; readonly bytes: Uint8Array; readonly places: readonly string[] };

/**
 * Why ours stays although theirs is another: `deleted` ours is gone, `edited` theirs is gone, `own` ours
 * has nothing to do with theirs but its name.
 */
export type Kept = "deleted" | "edited" | "own";

export interface MergeFileOptions extends MergeTextOptions {
  /** Chooses the manner: by key for package.json and its like, else by lines. */
  readonly path: string;
  readonly labels: Labels;
}

/**
 * Merges one file. What ours did not touch becomes theirs; what ours deleted stays deleted; what theirs
 * dropped goes if ours left it as it was. package.json is merged by key, tsconfig.json by lines and, where
 * these collide, by key; everything else that is text by lines. Of a binary file that both changed, ours
 * stays and counts as a conflict.
 *
 * @param versions `undefined` where a side has no such file.
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
  // Not JSON any more, so nothing that reads it works now either.
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
