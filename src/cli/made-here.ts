import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../platform/index.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Records that this user made or ran a project here, so that its code may be run without asking. The record
 * is kept outside of projects, so a clone cannot bring one.
 */
export function rememberMade(root: string, env: Environment): void {
  const note = noteOf(root, env);
  try {
    mkdirSync(join(note, ".."), { recursive: true, mode: 0o700 });
    writeFileSync(note, "");
  } catch {
    // Without a writable cache, the next command is more careful.
  }
}

/** Whether {@link rememberMade} recorded this very folder; copies and clones do not count. */
export function wasMadeHere(root: string, env: Environment): boolean {
  return existsSync(noteOf(root, env));
}

/** Identifies this folder: a copy has another key, and renaming keeps the key. */
export function keyOfFolder(root: string): string {
  const { dev, ino, birthtimeNs } = statSync(root, { bigint: true });
  return `${dev}-${ino}-${birthtimeNs}`;
}

function noteOf(root: string, env: Environment): string {
  return join(cacheFolder({ env }), "mkweb", "projects", keyOfFolder(root));
}
