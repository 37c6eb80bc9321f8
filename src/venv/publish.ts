import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { hasErrorCode } from "../platform/index.ts";
import { NPM_INSIDE } from "./build.ts";
import { inTheWay } from "./failures.ts";
import { placeFile } from "./interpreter.ts";
import { RECORD } from "./record.ts";
import { isStaging } from "./staging.ts";

/** Files that an environment adds only if they do not exist. */
const POLITE = new Set([".gitignore", "CACHEDIR.TAG"]);

/** Creates parent folders; returns a function that removes the created ones, if possible. */
export function makeParents(directory: string): () => void {
  const parent = dirname(directory);
  const first = mkdirSync(parent, { recursive: true });
  return () => {
    if (first === undefined) return;
    try {
      for (let each = parent; each.length >= first.length; each = dirname(each)) rmdirSync(each);
    } catch (error) {
      if (!hasErrorCode(error, "ENOTEMPTY", "EEXIST", "ENOENT")) throw error;
    }
  };
}

/**
 * Moves a whole environment to a free path in one step.
 *
 * @returns Whether it could; not if something appeared there meanwhile.
 */
export function publishNew(staged: string, directory: string): boolean {
  try {
    renameSync(staged, directory);
    return true;
  } catch (error) {
    if (hasErrorCode(error, "ENOTEMPTY", "EEXIST")) return false;
    throw error;
  }
}

/**
 * Moves staged files into an existing folder, which a shell or container may have open. Into a folder without
 * a record, the record goes first, so that the next run completes an interrupted one. bin/ goes last, so that
 * nobody can activate half an environment. Any failure restores everything.
 *
 * @param aside An empty folder on the same file system for replaced files.
 * @param clear Whether to remove the environment's contents first.
 * @throws {MkwebError} `MKWEB_VENV_CONFLICT` if `guard` is set and foreign files are in the way.
 */
export function publishInto(
  staged: string,
  directory: string,
  aside: string,
  { clear, guard }: { readonly clear: boolean; readonly guard: boolean },
): void {
  const present = existsSync(join(directory, RECORD));
  const names = readdirSync(staged, { recursive: true, encoding: "utf8" }).filter(
    (name) => !lstatSync(join(staged, name)).isDirectory(),
  );
  const taken = names.filter(
    (name) => !POLITE.has(name) && isTaken(directory, name, guard && !present),
  );
  if (taken.length > 0 && !clear) throw inTheWay(taken.map((name) => join(directory, name)));

  const undo: (() => void)[] = [];
  try {
    if (clear) {
      for (const name of readdirSync(directory)) {
        if (name !== RECORD && !isStaging(name))
          move(join(directory, name), join(aside, name), undo);
      }
    }
    for (const name of inOrder(readdirSync(staged), present)) {
      merge(join(staged, name), join(directory, name), join(aside, name), undo);
    }
  } catch (error) {
    for (const step of undo.toReversed()) step();
    throw error;
  }
}

/** Whether a file's path is taken: by anything with `guard`, otherwise by something other than a file. */
function isTaken(directory: string, name: string, guard: boolean): boolean {
  const steps = name.split(sep);
  for (let depth = 1; depth <= steps.length; depth += 1) {
    const status = lstatSync(join(directory, ...steps.slice(0, depth)), { throwIfNoEntry: false });
    if (status === undefined) return false;
    if (depth < steps.length && !status.isDirectory()) return true;
    if (depth === steps.length) return guard || status.isDirectory();
  }
  return false;
}

function inOrder(names: readonly string[], present: boolean): string[] {
  const place = (name: string) => {
    if (name === RECORD) return present ? 2 : 0;
    return name === "bin" || name === "Scripts" ? (present ? 1 : 3) : 1;
  };
  return names.toSorted((a, b) => place(a) - place(b));
}

function merge(from: string, to: string, aside: string, undo: (() => void)[]): void {
  const status = lstatSync(to, { throwIfNoEntry: false });
  if (status === undefined) {
    try {
      return move(from, to, undo);
    } catch (error) {
      // Another run created the folder at this moment.
      if (!hasErrorCode(error, "ENOTEMPTY", "EEXIST")) throw error;
    }
  }
  if (to.endsWith(`/${NPM_INSIDE}`)) {
    // Two versions of a package must not mix.
    mkdirSync(dirname(aside), { recursive: true });
    move(to, aside, undo);
    return move(from, to, undo);
  }
  if (!lstatSync(from).isDirectory()) {
    if (!POLITE.has(basename(to))) replace(from, to, aside, undo);
    return undefined;
  }
  for (const name of readdirSync(from)) {
    merge(join(from, name), join(to, name), join(aside, name), undo);
  }
  return undefined;
}

function move(from: string, to: string, undo: (() => void)[]): void {
  renameSync(from, to);
  undo.push(() => renameSync(to, from));
}

/** Keeps the old file under a second name, then replaces it: a file exists at all times. */
function replace(from: string, to: string, aside: string, undo: (() => void)[]): void {
  mkdirSync(dirname(aside), { recursive: true });
  if (lstatSync(to).isSymbolicLink()) symlinkSync(readlinkSync(to), aside);
  else placeFile(to, aside);
  renameSync(from, to);
  undo.push(() => renameSync(aside, to));
}
