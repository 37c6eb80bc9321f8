/** Reports an update to people and programs. */
import { lstatSync } from "node:fs";
import { join } from "node:path";
import type { Output } from "../../command/index.ts";
import { hasMarkers } from "../../merge/index.ts";
import { formatPlan, readSource } from "../../scaffold/index.ts";
import { isPacked } from "./brought.ts";
import type { FileUpdate } from "./file-update.ts";
import type { PlannedUpdate } from "./plan-update.ts";

const words: Readonly<Record<Exclude<FileUpdate["kind"], "same">, string>> = {
  new: "new",
  replaced: "updated",
  merged: "merged",
  moved: "moved",
  removed: "removed",
  conflict: "conflict",
  deleted: "left",
  edited: "left",
  own: "left",
  unknown: "left",
};

const reasons: Partial<Record<FileUpdate["kind"], string>> = {
  merged: "with your changes",
  deleted: "you deleted it; it stays deleted",
  edited: "the new version dropped it, but you changed it",
  own: "it is your own file; the new version has one with that name",
  unknown: "its original text is unknown; --dry-run shows the new version",
};

/** A line for each file, for people. */
export function summary(
  { files, messages, to }: PlannedUpdate,
  style: Output["style"],
): readonly string[] {
  const lines = files.flatMap(({ kind, path, from, places }) => {
    if (kind === "same") return [];
    const word = (places ? "conflict" : words[kind]).padEnd(8);
    const painted = places ? style.warning(word) : kind in reasons ? word : style.success(word);
    const reason = from === undefined ? reasons[kind] : `from ${from}, with your changes`;
    return [`    ${painted}  ${path}${reason === undefined ? "" : `  (${reason})`}`];
  });
  const head = lines.length > 0 ? [`mkweb ${to}:\n`] : [];
  return [...head, ...lines, ...(lines.length > 0 ? [""] : []), ...messages];
}

/** For `--json`. */
export function factsOf(
  { files, messages, from, to, needsInstall }: PlannedUpdate,
  root: string,
): Readonly<Record<string, unknown>> {
  return {
    project: root,
    from,
    to,
    needsInstall,
    messages,
    files: files
      .filter(({ kind }) => kind !== "same")
      .map(({ path, kind, from: old, places, theirs }) => ({
        path,
        change: places ? "conflict" : kind,
        ...(old !== undefined && { movedFrom: old }),
        ...(places && { places }),
        ...(theirs && { offered: Buffer.from(theirs).toString("utf8") }),
      })),
  };
}

/** The new versions of unchanged files, as comments after a diff. */
export async function offers(files: readonly FileUpdate[]): Promise<string> {
  const texts = [];
  for (const { path, kind, ours, theirs } of files) {
    if (kind !== "unknown" || !ours || !theirs) continue;
    const entry = { kind: "edited", path, before: ours, bytes: theirs, mode: 0o666 } as const;
    const diff = await formatPlan({ base: "", entries: [entry] });
    const lines = diff.trimEnd().split("\n");
    texts.push(
      `# ${path} is kept because its original text is unknown. To use the new version:\n`,
      ...lines.map((line) => `# ${line}\n`),
    );
  }
  return texts.join("");
}

/** Files of the last update that still contain markers. */
export function unresolvedNote({ mergedBefore }: PlannedUpdate, root: string): string | undefined {
  const left = [...new Set(mergedBefore)].filter((path) => {
    const file = join(root, path);
    const isFile = lstatSync(file, { throwIfNoEntry: false })?.isFile() === true;
    return isFile && !isPacked(path) && hasMarkers(readSource(file).toString("utf8"));
  });
  if (left.length === 0) return undefined;
  return `Conflict markers of an earlier update are still in ${left.join(", ")}: resolve them.`;
}
