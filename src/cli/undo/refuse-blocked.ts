import { join } from "node:path";
import { changeLines, undoRefused, type ForChanged, type Obstacle } from "../../scaffold/index.ts";
import type { Target } from "./target.ts";

/** Most lines to show of one file's diff. */
const MOST_LINES = 60;

/**
 * Refuses an undo that is blocked, and shows why, as diffs from the written files to the current ones.
 *
 * @throws {MkwebError} `MKWEB_UNDO_REFUSED`.
 */
export async function refuseBlocked(
  root: string,
  obstacles: readonly Obstacle[],
  changed: ForChanged,
  { direction, names }: Target,
): Promise<void> {
  const blocking = obstacles.filter(({ blocks }) => blocks);
  if (blocking.length === 0) return;
  const width = Math.max(...blocking.map(({ path }) => path.length));
  const list = blocking.map(({ path, why }) => `  ${path.padEnd(width)}  ${why}`);
  const shown = await Promise.all(blocking.map(detailOf));
  const verb = direction === "back" ? "Since" : "Since undo took back";
  throw undoRefused(
    [`${verb} "${names.at(-1) ?? ""}" these files have changed:`, ...list, ...shown.flat()].join(
      "\n",
    ),
    hintFor(changed, direction),
    blocking.map(({ path }) => join(root, path)),
  );
}

function hintFor(changed: ForChanged, direction: Target["direction"]): string {
  if (changed === "force") {
    return "Remove these lines by hand, then run the command again; or keep these files: --keep-changed";
  }
  return direction === "back"
    ? "Keep these files and undo the rest: --keep-changed. Undo everything, including your changes: --force"
    : "Keep these files and redo the rest: --keep-changed. Merge both: --force";
}

async function detailOf({ path, texts, missing }: Obstacle): Promise<readonly string[]> {
  if (missing !== undefined) {
    const lines = missing.trimEnd().split(/\r?\n/);
    return [
      "",
      `These lines are no longer in ${path}, or occur more than once:`,
      ...indented(lines),
    ];
  }
  if (!texts) return [];
  const lines = await changeLines(path, texts);
  const rest = lines.length - MOST_LINES;
  const more = rest > 0 ? [`(${rest} more lines)`] : [];
  return ["", ...indented([...lines.slice(0, MOST_LINES), ...more])];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
