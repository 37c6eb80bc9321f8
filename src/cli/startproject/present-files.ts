import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Edit, Tree } from "../../scaffold/index.ts";
import { withLines } from "../ignored-lines.ts";

/** What of a new project is already there, as in a fresh clone, and stays. */
export interface PresentFiles {
  /** The project without what stays as it is. */
  readonly tree: Tree;
  readonly edits: readonly Edit[];
  /** What was kept and what was added to, a sentence each; complete once the edits were made. */
  readonly messages: readonly string[];
}

/**
 * Keeps a folder's README, AGENTS.md and `.env` and adds to its `.gitignore` the lines it lacks. Everything else
 * that differs stays a conflict.
 *
 * @param folder Where the project goes; need not exist.
 */
export function keepPresent(tree: Tree, folder: string): PresentFiles {
  const names = namesIn(folder);
  const kept = new Map(tree);
  const edits: Edit[] = [];
  const messages: string[] = [];
  const readme = names.find((name) => /^readme(?:\.|$)/i.test(name));
  if (readme !== undefined && kept.delete("README.md")) {
    messages.push(`Kept ${readme} as it is.`);
  }
  if (names.includes("AGENTS.md") && kept.delete("AGENTS.md")) {
    messages.push("Kept AGENTS.md as it is.");
  }
  if (names.includes(".env") && kept.delete(".env")) {
    const wanted = variablesOf(textOf(tree, ".env")).join(" and ");
    messages.push(`Kept .env as it is; it has to set ${wanted}, as .env.example shows.`);
  }
  if (names.includes(".gitignore") && kept.delete(".gitignore")) {
    const wanted = textOf(tree, ".gitignore");
    edits.push({
      path: join(folder, ".gitignore"),
      edit(text) {
        const merged = withLines(text, wanted);
        if (merged !== text) messages.push("Added to .gitignore what it lacked.");
        return merged;
      },
    });
  }
  return { tree: kept, edits, messages };
}

function variablesOf(env: string): readonly string[] {
  return [...env.matchAll(/^(\w+)=/gm)].map(([, name = ""]) => name);
}

function textOf(tree: Tree, path: string): string {
  return Buffer.from(tree.get(path)?.bytes ?? "").toString("utf8");
}

function namesIn(folder: string): readonly string[] {
  return lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];
}
