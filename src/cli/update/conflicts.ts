import { join } from "node:path";
import { MkwebError } from "../../errors.ts";
import type { FileUpdate } from "./file-update.ts";
import type { PlannedUpdate } from "./plan-update.ts";

/** Files in which the user and mkweb changed one thing in different ways. */
export function conflictsIn(files: readonly FileUpdate[]): readonly FileUpdate[] {
  return files.filter(({ places }) => places !== undefined);
}

/** What an update with conflicts ends with: it is written, with markers, but somebody has to choose. */
export function conflicting(
  conflicts: readonly FileUpdate[],
  { to }: PlannedUpdate,
  root: string,
  dryRun: boolean,
): MkwebError {
  const list = conflicts.map(({ path, places = [] }) => `  ${path} (${places.join(", ")})`);
  const marked = conflicts.some(hasMarkers);
  const rest = dryRun ? "Nothing was written." : "Everything else is updated.";
  const kept = conflicts.some((each) => !hasMarkers(each))
    ? " Where no line is named, yours stays; what is named is what the new version has."
    : "";
  const choose = marked
    ? `Choose between the lines after <<<<<<< yours and those before >>>>>>> mkweb ${to}, and take the markers out`
    : "Take over what you want of it";
  return new MkwebError(
    "MKWEB_UPDATE_CONFLICTS",
    `You and mkweb ${to} changed the same lines in:\n${list.join("\n")}\n${rest}${kept}`,
    {
      hint: dryRun
        ? "Without --dry-run, both versions are written there between markers, for you to choose from; `mkweb undo` takes it back."
        : `${choose}; then run \`node manage check\`. To have everything as it was: mkweb undo`,
      files: conflicts.map(({ path }) => join(root, path)),
    },
  );
}

function hasMarkers({ places = [] }: FileUpdate): boolean {
  return places.some((place) => place.startsWith("line "));
}
