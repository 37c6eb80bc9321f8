import { closeSync, lstatSync, openSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileChanged, fileConflict, pathRefused, readFailed, writeFailed } from "../failures.ts";
import type {
  EditedEntry,
  RemovedEntry,
  PlanEntry,
  Plan,
  Edit,
  Replacement,
  Removal,
  Settled,
  PlanOptions,
} from "./entries.ts";
import { Ground } from "./ground.ts";
import { checkName, checkPath } from "../paths.ts";
import { readSource } from "../read.ts";
import { recordOf, secretsOf } from "../record/record.ts";
import type { Tree, TreeFile } from "../tree.ts";

/**
 * Compares a tree and edits with the disk: each file is new, identical, in conflict or edited. Follows
 * symbolic links above the root, and those below it only while they stay inside. Plans a new file at its real
 * path, so that no later step has to follow a link.
 *
 * @param target Folder of the tree; need not exist.
 * @throws {MkwebError} `MKWEB_PATH_REFUSED` for a path that leaves its folder or is invalid on some system;
 *   `MKWEB_READ_FAILED`; `MKWEB_WRITE_FAILED` for a read-only file to edit. Conflicts are not thrown here:
 *   see {@link refuseConflicts}.
 */
export function planTree(tree: Tree, target: string, options: PlanOptions = {}): Plan {
  const folder = resolve(target);
  const root = resolve(options.root ?? target);
  const base = commonExisting(root, folder);
  const ground = new Ground(isInside(root, folder) ? root : folder, base);
  const entries: PlanEntry[] = [...planFiles(tree, folder, ground)].flatMap((entry) =>
    settle(entry, options.settled, base),
  );
  for (const edit of options.edits ?? []) entries.push(planEdit(edit, root, base));
  for (const replacement of options.replacements ?? []) {
    entries.push(planReplacement(replacement, root, base));
  }
  for (const removal of options.removals ?? []) entries.push(planRemoval(removal, root, base));
  const changes =
    entries.some(({ kind }) => kind !== "identical" && kind !== "conflict") ||
    Object.keys(options.record?.bases ?? {}).length > 0;
  const conflicts = entries.some(({ kind }) => kind === "conflict");
  if (options.record && changes && !conflicts) {
    entries.push(...planRecord(recordOf(options.record, { base, entries }, root), root, base));
  }
  return { base, entries, ...(options.record && { secrets: secretsOf(options.record) }) };
}

/** A kept file is not part of the run; a replaced one counts as an edit, which undo reverts. */
function settle(
  entry: PlanEntry,
  settled: Settled | undefined,
  base: string,
): readonly PlanEntry[] {
  const answer = settled?.get(entry.path);
  if (entry.kind !== "conflict" || entry.before === undefined || !answer) return [entry];
  if (answer === "keep") return [];
  const { path } = entry;
  const bytes = answer === "overwrite" ? entry.bytes : answer;
  const { before, mode } = readEdited(join(base, path), base, base);
  return [{ kind: "edited", path, before, bytes, mode }];
}

/** Plans where to write records, which only mkweb writes. */
export function planRecord(record: Tree, root: string, base: string): readonly PlanEntry[] {
  return [...planFiles(record, root, new Ground(root, base), true)];
}

/**
 * Refuses a plan that would overwrite something. {@link applyPlan} calls it too.
 *
 * @throws {MkwebError} `MKWEB_FILE_CONFLICT` listing every file in conflict.
 */
export function refuseConflicts(plan: Plan): void {
  const taken = plan.entries.filter((entry) => entry.kind === "conflict");
  if (taken.length > 0) throw fileConflict(taken);
}

function* planFiles(
  tree: Tree,
  folder: string,
  ground: Ground,
  ours = false,
): Generator<PlanEntry> {
  for (let at = folder; at !== ground.base && !isFolder(at); at = dirname(at)) {
    checkName(basename(at));
  }
  for (const [path, file] of tree) {
    if (!ours) checkPath(path);
    yield planFile(file, join(folder, path), ground);
  }
}

function planFile(file: TreeFile, path: string, ground: Ground): PlanEntry {
  const found = ground.at(path);
  if (found.kind === "free") {
    const top = ground.realPath(found.top);
    return { kind: "new", path: top + shownPath(found.top, path, "/"), ...file, top };
  }
  const shown = shownPath(ground.base, found.kind === "taken" ? found.path : path);
  if (found.kind === "taken") {
    return { kind: "conflict", path: shown, ...file, before: undefined, reason: found.reason };
  }
  return found.bytes.equals(file.bytes)
    ? { kind: "identical", path: shown, ...file }
    : { kind: "conflict", path: shown, ...file, before: found.bytes, reason: undefined };
}

function planEdit(edit: Edit, root: string, base: string): PlanEntry {
  const { path, before, mode } = readEdited(edit.path, root, base);
  const text = before.toString("utf8");
  if (!Buffer.from(text).equals(before)) {
    throw readFailed(edit.path, new Error("It is not UTF-8"));
  }
  const after = Buffer.from(edit.edit(text));
  return after.equals(before)
    ? { kind: "identical", path, bytes: before, mode, isEdit: true }
    : { kind: "edited", path, before, bytes: after, mode, as: edit.as };
}

/** @throws {MkwebError} `MKWEB_FILE_CHANGED` if the file does not have the expected contents. */
function planReplacement(replacement: Replacement, root: string, base: string): EditedEntry {
  const { path, before, mode } = readEdited(replacement.path, root, base);
  if (!before.equals(replacement.before)) throw fileChanged(path);
  return { kind: "edited", path, before, bytes: replacement.bytes, mode };
}

function planRemoval({ path, folders, secret }: Removal, root: string, base: string): RemovedEntry {
  const removed = readEdited(path, root, base);
  const shown = folders.map((folder) => shownPath(base, folder));
  return {
    kind: "removed",
    ...removed,
    bytes: Buffer.alloc(0),
    folders: shown,
    secret: secret === true,
  };
}

/** If the edited file is a symbolic link, the link stays and its target is replaced. */
function readEdited(
  path: string,
  root: string,
  base: string,
): { path: string; before: Buffer; mode: number } {
  let real: string;
  let mode: number;
  try {
    real = realpathSync.native(path);
    mode = lstatSync(real).mode & 0o7777;
  } catch (error) {
    throw readFailed(path, error);
  }
  if (!isInside(realpathSync.native(root), real)) {
    throw pathRefused(path, `it is outside ${root}`);
  }
  const before = readSource(real);
  try {
    closeSync(openSync(real, "r+"));
  } catch (error) {
    throw writeFailed(path, error);
  }
  return { path: shownPath(realpathSync.native(base), real), before, mode };
}

/** The nearest existing folder that contains both. */
function commonExisting(one: string, other: string): string {
  let folder = one;
  while (!isInside(folder, other)) {
    if (dirname(folder) === folder) throw pathRefused(other, `it is on another disk than ${one}`);
    folder = dirname(folder);
  }
  while (!isFolder(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

function isFolder(path: string): boolean {
  try {
    return lstatSync(realpathSync.native(path)).isDirectory();
  } catch {
    return false;
  }
}

function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** @param before Prefix for a non-empty path. */
function shownPath(base: string, path: string, before = ""): string {
  const shown = relative(base, path).split(sep).join("/");
  return shown === "" ? "" : before + shown;
}
