import {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readdirSync,
  realpathSync,
  statSync,
} from "node:fs";
import { join, sep } from "node:path";
import type { Tree } from "../scaffold/index.ts";
import { entryRefused, notFound, reasonOf, refused } from "./failures.ts";
import { Gathering, type EntryKind } from "./gathering.ts";
import { isNeverTaken } from "./never-taken.ts";

export interface Folder {
  readonly path: string;
  /** The source as the user typed it, safe to show. */
  readonly source: string;
  /** Names of folders to leave out, in addition to those that are never part of a template. */
  readonly leaveOut: (name: string) => boolean;
}

/**
 * Reads a folder. Treats a link to a file inside as that file, as Django does; refuses links that lead
 * elsewhere, or to a folder.
 *
 * @throws {MkwebError} `MKWEB_TEMPLATE_REFUSED`, `MKWEB_TEMPLATE_NOT_FOUND` for paths that cannot be read.
 */
export function readFolder(folder: Folder): Tree {
  const gathering = new Gathering(folder.source);
  try {
    const root = realpathSync.native(folder.path);
    readInto({ ...folder, path: root }, "", gathering);
  } catch (error) {
    if (error instanceof Error && "errno" in error) {
      const message = `couldn't handle template ${folder.source}: ${reasonOf(error)}.`;
      throw notFound(message, "Make sure that you may read all of it.", error);
    }
    throw error;
  }
  const tree = gathering.tree();
  if (tree.size === 0) throw refused(folder.source, "it contains no files");
  return tree;
}

function readInto(folder: Folder, prefix: string, gathering: Gathering): void {
  const entries = readdirSync(join(folder.path, prefix), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const name = prefix + entry.name;
    // Their contents can be large and do not matter.
    if (isNeverTaken(entry.name)) continue;
    if (entry.isDirectory()) {
      if (folder.leaveOut(entry.name)) continue;
      gathering.admit({ name, kind: "folder", size: 0 });
      readInto(folder, `${name}/`, gathering);
    } else {
      readFile(folder, name, entry.isSymbolicLink(), gathering);
    }
  }
}

function readFile(folder: Folder, name: string, isLink: boolean, gathering: Gathering): void {
  const path = join(folder.path, name);
  if (isLink) refuseLinkElsewhere(folder, name);
  const { size } = statSync(path);
  const wanted = gathering.admit({ name, kind: kindOf(path), size });
  if (wanted === undefined) return;
  const descriptor = openSync(path, "r");
  try {
    const { mode } = fstatSync(descriptor);
    gathering.add(wanted, readFileSync(descriptor), (mode & 0o100) !== 0);
  } finally {
    closeSync(descriptor);
  }
}

function kindOf(path: string): EntryKind {
  return statSync(path).isFile() ? "file" : "device";
}

function refuseLinkElsewhere({ path, source }: Folder, name: string): void {
  const status = statSync(join(path, name), { throwIfNoEntry: false });
  if (!status) throw entryRefused(source, name, "is a broken link");
  if (status.isDirectory()) throw entryRefused(source, name, "is a link to a folder");
  const real = realpathSync.native(join(path, name));
  if (!real.startsWith(path.endsWith(sep) ? path : path + sep)) {
    throw entryRefused(source, name, "is a link that leads out of the template");
  }
}
