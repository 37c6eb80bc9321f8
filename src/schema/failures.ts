import { MkwebError } from "../errors.ts";

/** Stops a migration before any of it was done. */
export function notChanged(message: string, hint: string): MkwebError {
  return new MkwebError("MKWEB_MIGRATION_FAILED", `${message} Nothing was changed.`, { hint });
}

export function generatedColumn(column: string): MkwebError {
  return notChanged(
    `${column} is a generated column, which cannot be altered.`,
    "Use removeField and addField; the database computes its values anew.",
  );
}

/** @param what "table blog_post to alter". */
export function notInDatabase(what: string): MkwebError {
  return notChanged(
    `The database has no ${what}.`,
    "Compare the database with the migrations that `node manage showmigrations` calls applied.",
  );
}

/** A text in the database that only whoever wrote it understands. */
export function notUnderstood(message: string): MkwebError {
  return notChanged(
    message,
    "Change the table with runSQL and say what it means in stateOperations.",
  );
}

/** Several things would fit what is to be dropped. */
export function ambiguous(message: string): MkwebError {
  return notChanged(message, "Drop one of them with runSQL in a migration before this one.");
}
