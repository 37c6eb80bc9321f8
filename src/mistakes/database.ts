/** What databases say about tables that are not there and rows that may not be twice. */
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
    message: `The database has no ${what}: a model is newer than the tables.`,
    lines: "",
    hint: "Type `node manage makemigrations`, which writes down what changed in models.ts, then `node manage migrate`, which changes the tables.",
  };
}

function duplicate(columns: string): Explanation {
  return {
    code: "MKWEB_DUPLICATE",
    message: `A row with the same ${columns} is there already, and the model says that there is only one. The row was not stored.`,
    lines: "",
    hint: "Use another value, change the row that is there, or call getOrCreate(), which takes that one.",
  };
}

/** Names only: PostgreSQL's detail holds the values as well. */
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
