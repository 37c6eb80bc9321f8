import type { Connection, Row, SqlValue } from "../connections/index.ts";
import type { HistoricalModels, Renaming, State } from "../db/index.ts";

/** One change of the models, or of the rows. */
export interface Operation {
  /** The name of the function that makes it and what it was given: how it is written down. */
  readonly name: string;
  readonly args: readonly unknown[];
  readonly describe: string;
  /** The states it goes through, the last one being what it leads to. */
  readonly states?: (state: State, app: string) => readonly State[];
  /** The tables it renames, and those whose columns it renames. */
  readonly renames?: (state: State, app: string) => readonly Renaming[];
  /** What is done instead of what the states say. */
  readonly run?: { readonly forwards: Run; readonly backwards: Run | undefined };
}

/** A statement or several; where the databases need different ones, by database. */
export type Sql =
  | string
  | readonly string[]
  | Readonly<Record<Connection["vendor"], string | readonly string[]>>;

export type Code = (context: CodeContext) => Promise<void> | void;
export type Run = Sql | Code;

/** What `runCode` works with: the models as they were at that point, in the migration's transaction. */
export interface CodeContext extends Pick<HistoricalModels, "model"> {
  run(sql: string, params?: readonly SqlValue[]): Promise<unknown>;
  all(sql: string, params?: readonly SqlValue[]): Promise<readonly Row[]>;
}

/** One file of an app's `migrations/`. */
export interface Migration {
  /** The first of its app. */
  readonly initial?: boolean;
  /** Migrations that come before. Without one of its own app: those with the number before its own. */
  readonly dependencies?: readonly (readonly [app: string, name: string])[];
  readonly operations: readonly Operation[];
}

/** Declares a migration, as the default export of its file; the identity function, for its types. */
export function defineMigration(migration: Migration): Migration {
  return migration;
}
