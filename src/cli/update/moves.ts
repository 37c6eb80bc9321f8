import { mergeFiles, similarity, type Labels } from "../../merge/index.ts";
import type { FileUpdate } from "./file-update.ts";

/** Moves the user's changes along when the new version renames a file. */
export function withMoves(
  updates: readonly FileUpdate[],
  base: (path: string) => Uint8Array | undefined,
  labels: Labels,
): readonly FileUpdate[] {
  const moves = new Map<FileUpdate, FileUpdate>();
  for (const old of updates.filter(({ kind }) => kind === "edited")) {
    const before = base(old.path);
    const fresh = updates.filter(({ kind }) => kind === "new");
    const text = (bytes: Uint8Array | undefined): string =>
      Buffer.from(bytes ?? "").toString("utf8");
    const [to] = fresh
      .map((each) => ({ each, score: similarity(text(before), text(each.bytes)) }))
      .filter(({ score }) => score >= 0.5)
      .toSorted((one, other) => other.score - one.score);
    if (!to || !before || !old.ours) continue;
    const sides = { base: before, ours: old.ours, theirs: to.each.bytes };
    const merged = mergeFiles(sides, { path: to.each.path, labels });
    const bytes = "bytes" in merged ? merged.bytes : old.ours;
    const places = merged.kind === "conflict" ? { places: merged.places } : {};
    moves.set(to.each, { ...to.each, kind: "moved", from: old.path, bytes, ...places });
    moves.set(old, { ...old, kind: "removed" });
  }
  return updates.map((update) => moves.get(update) ?? update);
}
