import { join } from "node:path";
import { MkwebError } from "../../errors.ts";
import type { FileUpdate } from "./file-update.ts";
import type { PlannedUpdate } from "./plan-update.ts";

/** Files where the user and mkweb changed the same lines differently. */
export function conflictsIn(files: readonly FileUpdate[]): readonly FileUpdate[] {
  return files.filter(({ places }) => places !== undefined);
}

/** The error for an update with conflicts: written with markers, but someone must resolve them. */
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
    ? " Files without line numbers keep your version; the text after each is the new version's."
    : "";
  const choose = marked
    ? `Choose between the lines after <<<<<<< yours and those before >>>>>>> mkweb ${to}, and remove the markers`
    : "Copy what you want from it";
  return new MkwebError(
    "MKWEB_UPDATE_CONFLICTS",
    `You and mkweb ${to} changed the same lines in:\n${list.join("\n")}\n${rest}${kept}`,
    {
      hint: dryRun
        ? "Without --dry-run, both versions are written between markers for you to choose from; `mkweb undo` reverts it."
        : `${choose}; then run \`node manage check\`. To revert the update: mkweb undo`,
      files: conflicts.map(({ path }) => join(root, path)),
    },
  );
}

function hasMarkers({ places = [] }: FileUpdate): boolean {
  return places.some((place) => place.startsWith("line "));
}
