import { closeSync, lstatSync, openSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileChanged, fileConflict, pathRefused, readFailed, writeFailed } from "../failures.ts";
import { Ground } from "./ground.ts";
import { checkName, checkPath } from "../paths.ts";
import { readSource } from "../read.ts";
import { recordOf, secretsOf, type RecordRequest } from "../record/record.ts";
import type { EditMeaning } from "../record/recorded-edit.ts";
import type { Tree, TreeFile } from "../tree.ts";

interface Entry {
  /** From the plan's base, with "/" between the segments. */
  readonly path: string;
}
/** A file to be made. */
export interface NewEntry extends Entry, TreeFile {
  readonly kind: "new";
  /** Whether the mode is what the file had, and the umask takes nothing away. Default: false. */
  readonly exact?: boolean;
  /** The topmost folder on its way that is not there yet, or the file itself: what appears at once. */
  readonly top: string;
}
/** A file that is there already with the same bytes. */
export interface IdenticalEntry extends Entry, TreeFile {
  readonly kind: "identical";
  /** Whether it was to be edited, and there was nothing to do. Default: it was to be made. */
  readonly isEdit?: boolean;
}
/** Something else stands there. */
export interface ConflictEntry extends Entry, TreeFile {
  readonly kind: "conflict";
  /** What the file holds; `undefined` when it is not a file one can read. */
  readonly before: Uint8Array | undefined;
  /** Why, when it is not simply a file with other contents. */
  readonly reason: string | undefined;
}
/** A file to be replaced; `mode` is what it has and keeps. */
export interface EditedEntry extends Entry, TreeFile {
  readonly kind: "edited";
  readonly before: Uint8Array;
  /** What the edit means, for the record. */
  readonly as?: EditMeaning | undefined;
}
/** A file to be removed, and the folders that are then to go if nothing else is in them. */
export interface RemovedEntry extends Entry, TreeFile {
  readonly kind: "removed";
  readonly before: Uint8Array;
  /** From the base, innermost first. */
  readonly folders: readonly string[];
  /** Whether the record must not hold what was in it. Default: false. */
  readonly secret?: boolean;
}
export type PlanEntry = NewEntry | IdenticalEntry | ConflictEntry | EditedEntry | RemovedEntry;

/** A folder to be made again as it was, with these permission bits; `top` as of a {@link NewEntry}. */
export interface PlannedFolder extends Entry {
  readonly mode: number;
  readonly top: string;
}

/** What a run would do to the disk: plain data, made without writing anything. */
export interface Plan {
  /** Absolute: the existing folder that holds all of it. */
  readonly base: string;
  readonly entries: readonly PlanEntry[];
  /** Besides those that new files need. Default: none. */
  readonly folders?: readonly PlannedFolder[];
  /** Texts whose files are neither shown nor recorded. Default: none. */
  readonly secrets?: readonly string[];
}

/** A change to a file that exists. */
export interface Edit {
  readonly path: string;
  /** Takes the file's text and returns the new one; may throw to refuse the whole plan. */
  edit(text: string): string;
  /** What the edit means, so that it can be found again when the file was changed. Default: unknown. */
  readonly as?: EditMeaning | undefined;
}

/** A file that exists and gets other contents, text or not. */
export interface Replacement {
  /** Absolute, below the root. */
  readonly path: string;
  /** What it has to hold for that. */
  readonly before: Uint8Array;
  readonly bytes: Uint8Array;
}

/** A file that goes. */
export interface Removal {
  /** Absolute, below the root. */
  readonly path: string;
  /** Folders that go along if nothing else is in them then; absolute, innermost first. */
  readonly folders: readonly string[];
  /** Whether the record must not hold what was in it. Default: false. */
  readonly secret?: boolean;
}

/**
 * By path, as entries have it: whether a file that is there stays, is replaced, or becomes what is given. What is
 * no file is none of these.
 */
export type Settled = ReadonlyMap<string, "keep" | "overwrite" | Uint8Array>;

export interface PlanOptions {
  /** The project's folder: edited files lie below it and the record is kept there. Default: target. */
  readonly root?: string;
  readonly edits?: readonly Edit[];
  readonly replacements?: readonly Replacement[];
  readonly removals?: readonly Removal[];
  /** What becomes of files in conflict. Default: they stay in conflict. */
  readonly settled?: Settled | undefined;
  /** What to write down in `.mkweb/` about this run. Default: nothing. */
  readonly record?: RecordRequest;
}

/**
 * Compares a tree and edits with the disk: each file is new, identical, in conflict or edited.
 * Symbolic links on the way to the root are followed, those below it only while they stay inside; a new
 * file is planned where it really comes to lie, so that nothing has to follow a link afterwards.
 *
 * @param target Folder of the tree; need not exist.
 * @throws {MkwebError} `MKWEB_PATH_REFUSED` for a path that leaves its folder or that some system
 *   cannot hold; `MKWEB_READ_FAILED`; `MKWEB_WRITE_FAILED` for an edited file that is read-only.
 *   A conflict is not thrown here: see {@link refuseConflicts}.
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

/** A file that stays is none of the run's; one that is replaced is an edit, which undo takes back. */
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

/** Where records are to be written, which are ours alone to write. */
export function planRecord(record: Tree, root: string, base: string): readonly PlanEntry[] {
  return [...planFiles(record, root, new Ground(root, base), true)];
}

/**
 * Refuses a plan that would overwrite something. {@link applyPlan} does so by itself.
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

/** @throws {MkwebError} `MKWEB_FILE_CHANGED` if the file does not hold what was expected. */
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

/** An edited file that is a symbolic link stays one: the file it names is replaced. */
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

/** The nearest existing folder that holds both. */
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

/** @param before Put before what is not empty. */
function shownPath(base: string, path: string, before = ""): string {
  const shown = relative(base, path).split(sep).join("/");
  return shown === "" ? "" : before + shown;
}
