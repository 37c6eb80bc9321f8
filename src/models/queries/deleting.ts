import type { Deleted } from "../types/model-object.ts";

type Delete = (set: object) => Promise<Deleted>;

let run: Delete | undefined;

/** Set by `connect.ts`, as queries cannot import deletion. */
export function setDeleting(remove: Delete): void {
  run = remove;
}

/** Deletes the rows of a query set and what belongs to them. */
export function deleteRows(set: object): Promise<Deleted> {
  if (run) return run(set);
  throw new TypeError("Deletion is not connected.");
}
