/** Takes back what a record in `.mkweb/` says was written. */
import { lstatSync } from "node:fs";
import { join } from "node:path";
import { MkwebError } from "../errors.ts";
import { hashOf } from "./hash.ts";
import type { EditedEntry, Plan, RemovedEntry } from "./plan.ts";
import { checkPath } from "./paths.ts";
import { readSource } from "./read.ts";
import { readRecords } from "./read-record.ts";
import { RECORDS, type AppliedRecord } from "./record.ts";
import type { RecordedEdit } from "./recorded-edit.ts";

export interface PlannedUndo {
  readonly plan: Plan;
  /** The record's file, from the project's folder: `.mkweb/0002_app_blog.json`. */
  readonly name: string;
  readonly record: AppliedRecord;
}

/**
 * Plans to restore what the last recorded run changed: its files go, its edits are taken out.
 *
 * @param root The project's folder.
 * @throws {MkwebError} `MKWEB_UNDO_REFUSED`: there is no record, or files were changed since; nothing is touched.
 */
export function planUndo(root: string): PlannedUndo {
  const last = readRecords(root).at(-1);
  if (!last) {
    throw refused(
      "There is nothing to take back: .mkweb/ holds no record.",
      "What mkweb writes from now on can be taken back.",
    );
  }
  const { record } = last;
  const name = `${last.name}.json`;
  if (record.blueprint === "project") {
    throw refused(
      "The last thing that was made is the project itself.",
      "Delete its folder, if you want it gone.",
    );
  }
  const changed: string[] = [];
  const folders = record.folders.toSorted((one, other) => other.length - one.length);
  const removed = Object.entries(record.files).map(([path, { sha256 }]) =>
    removal(root, path, sha256, folders, changed),
  );
  const edited = Object.entries(record.edits).map(([path, edit]) =>
    restored(root, path, edit, changed),
  );
  if (changed.length > 0) {
    throw refused(
      `Since "${name}" these were changed:\n${changed.map((path) => `  ${path}`).join("\n")}`,
      "Take your changes back first (git stash), or remove by hand what you no longer want.",
    );
  }
  const own = entryOf(root, `${RECORDS}/${name}`, []);
  const entries = [...removed, ...edited, own].filter((each) => each !== undefined);
  return { plan: { base: root, entries }, name, record };
}

function removal(
  root: string,
  path: string,
  hash: string | null,
  folders: readonly string[],
  changed: string[],
): RemovedEntry | undefined {
  const entry = entryOf(root, path, folders);
  if (!entry || hash === null || hashOf(entry.before) !== hash) changed.push(path);
  return entry;
}

function entryOf(root: string, path: string, folders: readonly string[]): RemovedEntry | undefined {
  checkPath(path.replace(/^\.mkweb\//, ""));
  const status = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (!status?.isFile()) return undefined;
  const before = readSource(join(root, path));
  const around = folders.filter((folder) => path.startsWith(`${folder}/`));
  const mode = status.mode & 0o7777;
  return { kind: "removed", path, before, bytes: Buffer.alloc(0), mode, folders: around };
}

function restored(
  root: string,
  path: string,
  { before, after, at, removed, inserted }: RecordedEdit,
  changed: string[],
): EditedEntry | undefined {
  checkPath(path);
  const status = lstatSync(join(root, path), { throwIfNoEntry: false });
  const now = status?.isFile() ? readSource(join(root, path)) : Buffer.alloc(0);
  const text = now.toString("utf8");
  const bytes = Buffer.from(text.slice(0, at) + removed + text.slice(at + inserted.length));
  if (!status?.isFile() || hashOf(now) !== after || hashOf(bytes) !== before) {
    changed.push(path);
    return undefined;
  }
  return { kind: "edited", path, before: now, bytes, mode: status.mode & 0o7777 };
}

function refused(why: string, hint: string): MkwebError {
  return new MkwebError("MKWEB_UNDO_REFUSED", `${why}\nNo file was changed.`, { hint });
}
