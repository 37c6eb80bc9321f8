import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Edit, Tree } from "../../scaffold/index.ts";
import { withLines } from "../ignored-lines.ts";

/** Existing files that a new project keeps, as in a fresh clone. */
export interface PresentFiles {
  /** The project without the kept files. */
  readonly tree: Tree;
  readonly edits: readonly Edit[];
  /** A sentence about each kept or extended file; complete once the edits were made. */
  readonly messages: readonly string[];
}

/**
 * Keeps a folder's README, AGENTS.md and `.env`, and adds missing lines to its `.gitignore`. Every other
 * difference stays a conflict.
 *
 * @param folder The project's folder; need not exist.
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
    messages.push(`Kept .env as it is; it must set ${wanted}, as .env.example shows.`);
  }
  if (names.includes(".gitignore") && kept.delete(".gitignore")) {
    const wanted = textOf(tree, ".gitignore");
    edits.push({
      path: join(folder, ".gitignore"),
      edit(text) {
        const merged = withLines(text, wanted);
        if (merged !== text) messages.push("Added missing lines to .gitignore.");
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
