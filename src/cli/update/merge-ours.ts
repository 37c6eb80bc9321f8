/** Ways to merge one file, safest first. */
import { mergeImports, restyle, styleOf } from "../../edits/index.ts";
import { mergeFiles, type Labels, type MergedFile, type Versions } from "../../merge/index.ts";
import { hashOf, type EditMeaning } from "../../scaffold/index.ts";
import { unlessRefused } from "../unless-refused.ts";
import { isUntouched, type Made } from "./made.ts";
import { meaningsFor, replay } from "./replay.ts";

type Sides = Versions<Uint8Array | undefined>;

export interface MergedOurs {
  readonly merged: MergedFile;
  /** Whether the user changed nothing; startapp's edits do not count. */
  readonly isUntouched: boolean;
}

/**
 * Merges by lines. First repeats startapp's edits in the other two versions, so that they do not count as the
 * user's changes. If lines conflict, tries other ways and keeps the one with the fewest conflicts: all three
 * versions with the user's quotes and semicolons; imports combined by name; and, in files that startapp
 * edited, both changes side by side.
 */
export function mergeOurs(
  path: string,
  sides: Sides,
  { all, labels }: { readonly all: readonly Made[]; readonly labels: Labels },
): MergedOurs {
  const meanings = meaningsFor(path, all);
  const isOurs = sides.ours !== undefined && isUntouched(path, hashOf(sides.ours), all);
  const first = meanings.length > 0 ? (withEdits(sides, meanings, isOurs) ?? sides) : sides;
  const { base, ours } = first;
  const isSame = base !== undefined && ours !== undefined && Buffer.compare(base, ours) === 0;
  const ways = [
    () => mergeFiles(first, { path, labels }),
    () => inOneStyle(path, first, labels),
    () => importsApart(path, sides, labels, meanings.length > 0),
  ];
  let best: MergedFile | undefined;
  for (const way of ways) {
    const merged = way();
    if (merged && (!best || conflictsOf(merged) < conflictsOf(best))) best = merged;
    if (best && conflictsOf(best) === 0) break;
  }
  return { merged: best ?? { kind: "same" }, isUntouched: isSame };
}

function conflictsOf(merged: MergedFile): number {
  return merged.kind === "conflict" ? merged.places.length : 0;
}

/** @param isOurs Whether the user's file is exactly what startapp made of the base, whatever it would do today. */
function withEdits(
  { base, ours, theirs }: Sides,
  meanings: readonly EditMeaning[],
  isOurs: boolean,
): Sides | undefined {
  if (!base || !ours || !theirs) return undefined;
  const then = replay(textOf(base), meanings);
  const now = replay(textOf(theirs), meanings);
  if (then === undefined || now === undefined) return undefined;
  return { base: isOurs ? ours : Buffer.from(then), ours, theirs: Buffer.from(now) };
}

/** Rewrites all versions with the quotes of the user's code, and semicolons if it has any. */
function inOneStyle(path: string, sides: Sides, labels: Labels): MergedFile | undefined {
  return withTexts(path, sides, ({ base, ours, theirs }) => {
    const style = styleOf(ours);
    const styled = { base: restyle(base, style), ours, theirs: restyle(theirs, style) };
    return mergeFiles(asBytes(styled), { path, labels });
  });
}

function importsApart(
  path: string,
  sides: Sides,
  labels: Labels,
  isEdited: boolean,
): MergedFile | undefined {
  return withTexts(path, sides, (texts) => {
    const merged = mergeImports(texts);
    if (!merged) return undefined;
    const options = { path, labels, touching: isEdited ? "both" : "conflict" } as const;
    const result = mergeFiles(asBytes(merged), options);
    const isChanged = merged.ours !== texts.ours;
    return result.kind === "same" && isChanged
      ? { kind: "written", bytes: Buffer.from(merged.ours) }
      : result;
  });
}

/** Code that is missing or cannot be parsed is merged by lines only. */
function withTexts(
  path: string,
  { base, ours, theirs }: Sides,
  merge: (texts: Versions<string>) => MergedFile | undefined,
): MergedFile | undefined {
  if (!path.endsWith(".ts") || !base || !ours || !theirs) return undefined;
  return unlessRefused(() =>
    merge({ base: textOf(base), ours: textOf(ours), theirs: textOf(theirs) }),
  );
}

function asBytes({ base, ours, theirs }: Versions<string>): Versions<Uint8Array> {
  return { base: Buffer.from(base), ours: Buffer.from(ours), theirs: Buffer.from(theirs) };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}
