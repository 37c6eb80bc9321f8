/** Explains database errors about missing tables and duplicate rows. */
import type { Explanation } from "./explain.ts";

export function explainDatabaseMistake(error: Error): Explanation | undefined {
  const table =
    /\bno such table: (?:main\.)?"?([\w.$]+)/.exec(error.message)?.[1] ??
    /\brelation "([^"]+)" does not exist/.exec(error.message)?.[1];
  if (table !== undefined) return missing(`table ${table}`);
  const column =
    /\bno such column: "?([\w.$]+)/.exec(error.message)?.[1] ??
    /\bhas no column named "?([\w$]+)/.exec(error.message)?.[1] ??
    /\bcolumn "?([\w.$]+)"?(?: of relation "[^"]+")? does not exist/.exec(error.message)?.[1];
  if (column !== undefined) return missing(`column ${column}`);
  const unique = uniqueColumns(error);
  return unique === undefined ? undefined : duplicate(unique);
}

function missing(what: string): Explanation {
  return {
    code: "MKWEB_NOT_MIGRATED",
    message: `The database has no ${what}: the models changed after the last migration.`,
    lines: "",
    hint: "Type `node manage makemigrations`, which records the changes in models.ts, then `node manage migrate`, which changes the tables.",
  };
}

function duplicate(columns: string): Explanation {
  return {
    code: "MKWEB_DUPLICATE",
    message: `A row with the same ${columns} already exists, but the model requires it to be unique. The row was not saved.`,
    lines: "",
    hint: "Use another value, change the existing row, or call getOrCreate(), which returns it.",
  };
}

/** Names only: PostgreSQL's detail also contains the values. */
function uniqueColumns(error: Error): string | undefined {
  const sqlite = /\bUNIQUE constraint failed: ([\w., $]+)/.exec(error.message)?.[1];
  if (sqlite !== undefined) return sqlite;
  const detail: unknown = Reflect.get(error, "detail");
  const columns = /^Key \(([^)]+)\)=/.exec(typeof detail === "string" ? detail : "")?.[1];
  const constraint = /\bduplicate key value violates unique constraint "([^"]+)"/.exec(
    error.message,
  )?.[1];
  return constraint === undefined ? undefined : (columns ?? `values (${constraint})`);
}
