import {
  chmodSync,
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { hasErrorCode } from "../platform/index.ts";
import type { VenvRecord } from "./record.ts";

export type LinkKind = VenvRecord["node"]["kind"];

/** The ways a file system says that it, or this user, makes no links. */
const NO_LINKS = ["EPERM", "EACCES", "EXDEV", "EMLINK", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"];

/** Points `target` to the Node outside; copies it where that cannot be. */
export function placeBaseNode(node: string, target: string, copies: boolean): LinkKind {
  const isLinked = !copies && links(() => symlinkSync(node, target));
  return isLinked ? "symlink" : copy(node, target);
}

/** A second name for a file of the store: no space, and it stays when the store goes. */
export function placeFile(source: string, target: string): LinkKind {
  return links(() => linkSync(source, target)) ? "hard link" : copy(source, target);
}

/** @returns Whether the link could be made. */
function links(link: () => void): boolean {
  try {
    link();
    return true;
  } catch (error) {
    if (!hasErrorCode(error, ...NO_LINKS)) throw error;
    return false;
  }
}

/** A file system that can shares the blocks. */
export function copy(source: string, target: string): LinkKind {
  copyFileSync(source, target, constants.COPYFILE_FICLONE);
  chmodSync(target, statSync(source).mode & 0o777);
  return "copy";
}

/** Links (or copies) a directory of the store, file by file. */
export function placeTree(from: string, to: string): void {
  for (const name of readdirSync(from, { recursive: true, encoding: "utf8" })) {
    if (!lstatSync(join(from, name)).isFile()) continue;
    mkdirSync(dirname(join(to, name)), { recursive: true });
    placeFile(join(from, name), join(to, name));
  }
}
