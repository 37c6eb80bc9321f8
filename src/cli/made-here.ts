import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../platform/index.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Notes that this user made a project here, or ran it: what lies in it may be run without being asked
 * for. A note is kept outside of projects, so that none can come with a clone.
 */
export function rememberMade(root: string, env: Environment): void {
  const note = noteOf(root, env);
  try {
    mkdirSync(join(note, ".."), { recursive: true, mode: 0o700 });
    writeFileSync(note, "");
  } catch {
    // A cache that cannot be written is none: the next command is more careful.
  }
}

/** Whether {@link rememberMade} was told of this very folder; a copy or a clone is another. */
export function wasMadeHere(root: string, env: Environment): boolean {
  return existsSync(noteOf(root, env));
}

/** Tells this very folder from every other, a copy of it among them, and stays when it is renamed. */
export function keyOfFolder(root: string): string {
  const { dev, ino, birthtimeNs } = statSync(root, { bigint: true });
  return `${dev}-${ino}-${birthtimeNs}`;
}

function noteOf(root: string, env: Environment): string {
  return join(cacheFolder({ env }), "mkweb", "projects", keyOfFolder(root));
}
