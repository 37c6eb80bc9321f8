/** Undoes what records in `.mkweb/` describe, and redoes undone steps. */
import { MkwebError } from "../../errors.ts";
import { hashOf } from "../hash.ts";
import { Overlay, type FileState } from "./overlay.ts";
import type { Plan } from "../plan/entries.ts";
import type { NamedRecord } from "../record/read-record.ts";
import { RECORDS } from "../record/record.ts";
import { placeOf, reverse, type Obstacle, type ReverseOptions } from "./reverse.ts";
import { utf8Text } from "../../values/index.ts";

/** A file in JSON form. */
interface StoredFile {
  /** Octal permission bits. */
  readonly mode: string;
  readonly base64: string;
}

/** A file before and after the undo; `null` if it does not exist. */
interface Change {
  readonly before: StoredFile | null;
  readonly after: StoredFile | null;
}

/** The changes of undoing one record; stored outside of the project, for redo. */
export interface UndoneStep {
  /** The record's name: `0002_app_blog`. */
  readonly name: string;
  readonly command: string;
  /** Identifies the records left at that time, see {@link digestOf}. */
  readonly left: string;
  readonly files: Readonly<Record<string, Change>>;
  /** Removed and created folders, with their octal permission bits. */
  readonly gone: Readonly<Record<string, string>>;
  readonly come: readonly string[];
}

export interface RedoOptions extends Pick<ReverseOptions, "changed"> {
  /** Merges two versions of a text; `undefined` if they conflict. */
  readonly merged: (base: string, ours: string, theirs: string) => Promise<string | undefined>;
}

export interface PlannedUndo {
  readonly plan: Plan;
  /** One for each undone record, the last one first. */
  readonly steps: readonly UndoneStep[];
  /** What blocks it. If one of them blocks, nothing must be done. */
  readonly obstacles: readonly Obstacle[];
}

/**
 * Plans to undo the given records: removes their files, reverses their edits, and restores what they removed.
 *
 * @param root The project's folder.
 * @param records All records of the project, oldest first.
 * @param count How many to undo, from the last one.
 * @throws {MkwebError} `MKWEB_PATH_REFUSED`, `MKWEB_READ_FAILED`.
 */
export async function planUndo(
  root: string,
  records: readonly NamedRecord[],
  count: number,
  options: ReverseOptions,
): Promise<PlannedUndo> {
  const overlay = new Overlay(root);
  const steps: UndoneStep[] = [];
  const obstacles = new Map<string, Obstacle>();
  for (let left = records.length - 1; left >= records.length - count; left -= 1) {
    const named = records[left];
    if (!named) break;
    const paths = await touched(named, overlay, options);
    const before = new Map(paths.map((path) => [path, overlay.read(path)]));
    const folders = foldersOf(named, overlay);
    for (const each of await reverse(named, overlay, options)) {
      if (!obstacles.has(each.path)) obstacles.set(each.path, each);
    }
    if (left === 0) overlay.dropFolder(RECORDS);
    const files = paths.flatMap((path) => {
      const [old, now] = [before.get(path), overlay.read(path)];
      return old === now ? [] : [[path, { before: stored(old), after: stored(now) }] as const];
    });
    steps.push({
      name: named.name,
      command: named.record.command,
      left: digestOf(records.slice(0, left)),
      files: Object.fromEntries(files),
      ...folders,
    });
  }
  return { plan: overlay.plan(), steps, obstacles: [...obstacles.values()] };
}

/**
 * Plans to redo undone steps.
 *
 * @param steps In order: the last undone step first.
 */
export async function planRedo(
  root: string,
  steps: readonly UndoneStep[],
  options: RedoOptions,
): Promise<Pick<PlannedUndo, "plan" | "obstacles">> {
  const overlay = new Overlay(root);
  const obstacles = new Map<string, Obstacle>();
  for (const { files, gone, come } of steps) {
    for (const [path, change] of Object.entries(files)) {
      const obstacle = await forward(path, change, overlay, options);
      const blocks = options.changed !== "keep";
      if (obstacle && !obstacles.has(path)) obstacles.set(path, { ...obstacle, blocks });
    }
    for (const [path, mode] of Object.entries(gone)) {
      if (overlay.folderMode(path) === undefined) {
        overlay.makeFolder(path, Number.parseInt(mode, 8));
      }
    }
    for (const path of come) overlay.dropFolder(path);
  }
  return { plan: overlay.plan(), obstacles: [...obstacles.values()] };
}

/** Identifies a set of records by their names and contents. */
export function digestOf(records: readonly Pick<NamedRecord, "name" | "bytes">[]): string {
  return hashOf(
    Buffer.from(records.map(({ name, bytes }) => `${name} ${hashOf(bytes)}\n`).join("")),
  );
}

/** The record that a step restores. */
export function recordIn({ name, files }: UndoneStep): Pick<NamedRecord, "name" | "bytes"> {
  const kept = files[`${RECORDS}/${name}.json`]?.before;
  return { name, bytes: Buffer.from(kept?.base64 ?? "", "base64") };
}

/** Every file that undoing a record may change. */
async function touched(
  { name, record }: NamedRecord,
  overlay: Overlay,
  options: ReverseOptions,
): Promise<readonly string[]> {
  const paths = [...Object.keys(record.files), ...Object.keys(record.removed)];
  for (const [path, edit] of Object.entries(record.edits)) {
    paths.push(await placeOf(path, edit, overlay, options));
  }
  return [...new Set([...paths, `${RECORDS}/${name}.json`])];
}

function foldersOf({ record }: NamedRecord, overlay: Overlay): Pick<UndoneStep, "gone" | "come"> {
  const gone = record.folders.flatMap((path) => {
    const mode = overlay.folderMode(path);
    return mode === undefined ? [] : [[path, mode.toString(8)] as const];
  });
  const come = Object.keys(record.removedFolders);
  return { gone: Object.fromEntries(gone), come };
}

function stored(state: FileState | undefined): StoredFile | null {
  if (!state) return null;
  return { mode: state.mode.toString(8), base64: Buffer.from(state.bytes).toString("base64") };
}

async function forward(
  path: string,
  { before, after }: Change,
  overlay: Overlay,
  { changed, merged }: RedoOptions,
): Promise<Omit<Obstacle, "blocks"> | undefined> {
  const inTheWay = overlay.obstacle(path);
  if (inTheWay !== undefined) return { path, why: inTheWay };
  const now = overlay.read(path);
  const content = now && Buffer.from(now.bytes).toString("base64");
  if (content === before?.base64) return undefined;
  if (content !== after?.base64) {
    const [base, ours, theirs] = [bytesOf(after), now?.bytes, bytesOf(before)].map(
      (bytes) => bytes && utf8Text(bytes),
    );
    const known = base !== undefined && ours !== undefined;
    const texts = known ? { written: base, now: ours } : undefined;
    const isForced = changed === "force" && known && theirs !== undefined;
    const result = isForced ? await merged(base, ours, theirs) : undefined;
    if (!now || result === undefined) return { path, why: now ? "was changed" : "is gone", texts };
    overlay.write(path, { ...now, bytes: Buffer.from(result) });
  } else if (before) {
    const mode = Number.parseInt(before.mode, 8);
    overlay.write(path, { bytes: Buffer.from(before.base64, "base64"), mode });
  } else overlay.remove(path);
  return undefined;
}

function bytesOf(file: StoredFile | null): Uint8Array | undefined {
  return file ? Buffer.from(file.base64, "base64") : undefined;
}

/** Whether a record is that of a project, which can be deleted but not undone. */
export function isProject({ record }: NamedRecord): boolean {
  return record.blueprint === "project" || record.command.startsWith("startproject");
}

/** @param files Absolute paths of the files at fault. */
export function undoRefused(why: string, hint: string, files: readonly string[] = []): MkwebError {
  return new MkwebError("MKWEB_UNDO_REFUSED", `${why}\nNo file was changed.`, { hint, files });
}
