import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Edit, TreeFile } from "../../scaffold/index.ts";
import { withLines } from "../ignored-lines.ts";

/**
 * What Git must not see, where there is a .gitignore; else one is made.
 *
 * @param say Receives what was done, a sentence.
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
    if (changed !== text) say("Added to .gitignore what it lacked.");
    return changed;
  };
  return [{ path, edit }];
}
