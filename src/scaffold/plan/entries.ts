/** What a plan is made of: plain data, each entry one file and what is to become of it. */
import type { RecordRequest } from "../record/record.ts";
import type { EditMeaning } from "../record/recorded-edit.ts";
import type { TreeFile } from "../tree.ts";

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
