import type { RecordedFile } from "../../scaffold/index.ts";

/** What an update does to one file. */
export interface FileUpdate {
  /** From the project's folder, with "/" between the segments. */
  readonly path: string;
  /**
   * `replaced` the user had not touched it; `merged` with the user's changes; `conflict` both changed the
   * same lines; `deleted` the user deleted it, and it stays away; `edited` the new version has it no more,
   * but the user changed it; `own` a file of the user's own stands where a new one would come; `unknown`
   * what it began as is not known, so it stays; `same` the user has what comes already.
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
  /** What it is to hold, if that changes. */
  readonly bytes?: Uint8Array;
  readonly mode?: number;
  /** Of a conflict: where. */
  readonly places?: readonly string[];
  /** Of a moved file: from where. */
  readonly from?: string;
  /** Of an unknown one: the new version's text. */
  readonly theirs?: Uint8Array;
  /** What the next update begins with; `undefined` where that stays. */
  readonly base?: RecordedFile;
}
