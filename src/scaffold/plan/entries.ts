/** The parts of a plan: plain data, each entry describes what happens to one file. */
import type { RecordRequest } from "../record/record.ts";
import type { EditMeaning } from "../record/recorded-edit.ts";
import type { TreeFile } from "../tree.ts";

interface Entry {
  /** Relative to the plan's base, with "/" between segments. */
  readonly path: string;
}
/** A file to create. */
export interface NewEntry extends Entry, TreeFile {
  readonly kind: "new";
  /** Whether to set exactly this mode, without the umask. Default: false. */
  readonly exact?: boolean;
  /** The topmost missing folder above it, or the file itself: what appears at once. */
  readonly top: string;
}
/** An existing file with the same bytes. */
export interface IdenticalEntry extends Entry, TreeFile {
  readonly kind: "identical";
  /** Whether it was an edit that changed nothing, rather than a file to create. */
  readonly isEdit?: boolean;
}
/** Something else exists there. */
export interface ConflictEntry extends Entry, TreeFile {
  readonly kind: "conflict";
  /** The file's contents; `undefined` if it is not a readable file. */
  readonly before: Uint8Array | undefined;
  /** The reason, if it is not just a file with other contents. */
  readonly reason: string | undefined;
}
/** A file to replace; it keeps its `mode`. */
export interface EditedEntry extends Entry, TreeFile {
  readonly kind: "edited";
  readonly before: Uint8Array;
  /** The edit's meaning, for the record. */
  readonly as?: EditMeaning | undefined;
}
/** A file to remove, and the folders to remove if they are empty afterwards. */
export interface RemovedEntry extends Entry, TreeFile {
  readonly kind: "removed";
  readonly before: Uint8Array;
  /** Relative to the base, innermost first. */
  readonly folders: readonly string[];
  /** Whether to keep its contents out of the record. Default: false. */
  readonly secret?: boolean;
}
export type PlanEntry = NewEntry | IdenticalEntry | ConflictEntry | EditedEntry | RemovedEntry;

/** A folder to create again with these permission bits; `top` as in {@link NewEntry}. */
export interface PlannedFolder extends Entry {
  readonly mode: number;
  readonly top: string;
}

/** The changes that a run would make on disk: plain data, made without writing anything. */
export interface Plan {
  /** Absolute path of the existing folder that contains all changes. */
  readonly base: string;
  readonly entries: readonly PlanEntry[];
  /** Folders besides those of new files. Default: none. */
  readonly folders?: readonly PlannedFolder[];
  /** Texts whose files are neither shown nor recorded. Default: none. */
  readonly secrets?: readonly string[];
}

/** A change to an existing file. */
export interface Edit {
  readonly path: string;
  /** Returns the file's new text; may throw to refuse the whole plan. */
  edit(text: string): string;
  /** The edit's meaning, by which it is found again if the file changes. Default: unknown. */
  readonly as?: EditMeaning | undefined;
}

/** An existing file to replace, text or binary. */
export interface Replacement {
  /** Absolute, below the root. */
  readonly path: string;
  /** The contents it must have before. */
  readonly before: Uint8Array;
  readonly bytes: Uint8Array;
}

/** A file to remove. */
export interface Removal {
  /** Absolute, below the root. */
  readonly path: string;
  /** Folders to remove if they are empty afterwards; absolute, innermost first. */
  readonly folders: readonly string[];
  /** Whether to keep its contents out of the record. Default: false. */
  readonly secret?: boolean;
}

/**
 * For existing files, by path as in entries: keep, overwrite, or replace by these bytes. Does not apply to
 * anything but files.
 */
export type Settled = ReadonlyMap<string, "keep" | "overwrite" | Uint8Array>;

export interface PlanOptions {
  /** The project's folder: edited files are below it, and the record is kept there. Default: target. */
  readonly root?: string;
  readonly edits?: readonly Edit[];
  readonly replacements?: readonly Replacement[];
  readonly removals?: readonly Removal[];
  /** What to do with files in conflict. Default: they stay in conflict. */
  readonly settled?: Settled | undefined;
  /** What to record in `.mkweb/` about this run. Default: nothing. */
  readonly record?: RecordRequest;
}
