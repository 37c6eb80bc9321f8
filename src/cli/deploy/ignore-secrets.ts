import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Edit, TreeFile } from "../../scaffold/index.ts";
import { withLines } from "../ignored-lines.ts";

/**
 * Adds secret files to an existing .gitignore, or creates one.
 *
 * @param say Receives a sentence about what was done.
 */
export function ignoreSecrets(
  tree: Map<string, TreeFile>,
  root: string,
  say: (message: string) => void,
): readonly Edit[] {
  const wanted = ".env.production\n.env.database\nstaticfiles/\n";
  const path = join(root, ".gitignore");
  if (!existsSync(path)) {
    tree.set(".gitignore", { bytes: Buffer.from(wanted), mode: 0o666 });
    return [];
  }
  const edit = (text: string): string => {
    const changed = withLines(text, wanted);
    if (changed !== text) say("Added missing lines to .gitignore.");
    return changed;
  };
  return [{ path, edit }];
}
