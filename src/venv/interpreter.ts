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

/** Errors by which a file system refuses to create links. */
const NO_LINKS = ["EPERM", "EACCES", "EXDEV", "EMLINK", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"];

/** Links `target` to the outside Node; copies it if that is not possible. */
export function placeBaseNode(node: string, target: string, copies: boolean): LinkKind {
  const isLinked = !copies && links(() => symlinkSync(node, target));
  return isLinked ? "symlink" : copy(node, target);
}

/** Hard-links a file of the store: it takes no space, and stays if the store is deleted. */
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

/** Shares the blocks on file systems that support it. */
export function copy(source: string, target: string): LinkKind {
  copyFileSync(source, target, constants.COPYFILE_FICLONE);
  chmodSync(target, statSync(source).mode & 0o777);
  return "copy";
}

/** Links (or copies) a folder of the store, file by file. */
export function placeTree(from: string, to: string): void {
  for (const name of readdirSync(from, { recursive: true, encoding: "utf8" })) {
    if (!lstatSync(join(from, name)).isFile()) continue;
    mkdirSync(dirname(join(to, name)), { recursive: true });
    placeFile(join(from, name), join(to, name));
  }
}
