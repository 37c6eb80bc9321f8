import { MkwebError } from "../errors.ts";

/** The error that stops a migration before it changes anything. */
export function notChanged(message: string, hint: string): MkwebError {
  return new MkwebError("MKWEB_MIGRATION_FAILED", `${message} Nothing was changed.`, { hint });
}

export function generatedColumn(column: string): MkwebError {
  return notChanged(
    `${column} is a generated column, which cannot be altered.`,
    "Use removeField and addField; the database computes its values again.",
  );
}

/** @param what "table blog_post to alter". */
export function notInDatabase(what: string): MkwebError {
  return notChanged(
    `The database has no ${what}.`,
    "Compare the database with the migrations that `node manage showmigrations` lists as applied.",
  );
}

/** The error for SQL text in the database that mkweb cannot parse. */
export function notUnderstood(message: string): MkwebError {
  return notChanged(
    message,
    "Change the table with runSQL and describe the change in stateOperations.",
  );
}

/** The error for several matches of what should be dropped. */
export function ambiguous(message: string): MkwebError {
  return notChanged(message, "Drop one of them with runSQL in a migration before this one.");
}
