import type { RecordedFile } from "../../scaffold/index.ts";

/** The effect of an update on one file. */
export interface FileUpdate {
  /** Relative to the project's folder, with "/" between segments. */
  readonly path: string;
  /**
   * - `replaced`: the user had not changed it.
   * - `merged`: combined with the user's changes.
   * - `conflict`: both changed the same lines.
   * - `deleted`: the user deleted it; it stays deleted.
   * - `edited`: the new version dropped it, but the user changed it.
   * - `own`: the user has another file where a new one would go.
   * - `unknown`: its original text is unknown; it stays.
   * - `same`: the user already has the new text.
   */
  readonly kind:
    | "same"
    | "new"
    | "replaced"
    | "merged"
    | "moved"
    | "removed"
    | "conflict"
    | "deleted"
    | "edited"
    | "own"
    | "unknown";
  readonly ours?: Uint8Array;
  /** New contents, if they change. */
  readonly bytes?: Uint8Array;
  readonly mode?: number;
  /** For a conflict: the places. */
  readonly places?: readonly string[];
  /** For a moved file: its old path. */
  readonly from?: string;
  /** For an unknown one: the new version's text. */
  readonly theirs?: Uint8Array;
  /** The base of the next update; `undefined` if it stays the same. */
  readonly base?: RecordedFile;
}
