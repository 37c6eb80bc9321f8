import type { Connection, Row, SqlValue } from "../../connections/index.ts";
import type { Change, State } from "../../schema/index.ts";
import type { HistoricalModel } from "../historical/types.ts";

/** One change of the models, or of the rows. */
export interface Operation {
  /** The name of the function that makes it and what it was given: how it is written down. */
  readonly name: string;
  readonly args: readonly unknown[];
  readonly describe: string;
  /**
   * What it changes in the models, and with them in the database.
   *
   * @throws {RangeError} There is no such model or field at this point of the migrations.
   */
  readonly change?: (state: State, app: string) => Change;
  /** The change is one of the models alone: the database stays as it is. */
  readonly stateOnly?: boolean;
  /** What is done instead of what the change says. */
  readonly run?: { readonly forwards: Run; readonly backwards: Run | undefined };
  /** It counts only where a setting names this model, `auth.User`: Django's `swappable`. */
  readonly only?: { readonly setting: string; readonly model: string };
  /** It is not needed once its migration is squashed: it only put rows right. */
  readonly elidable?: boolean;
}

/** A statement or several; where the databases need different ones, by database. */
export type Sql =
  | string
  | readonly string[]
  | Readonly<Record<Connection["vendor"], string | readonly string[]>>;

export type Code = (context: CodeContext) => Promise<void> | void;
export type Run = Sql | Code;

/** What `runCode` works with: the models as they were at that point, in the migration's transaction. */
export interface CodeContext {
  /** A model by its label, `polls.Question`. @throws {RangeError} There is none at this point. */
  readonly model: (label: string) => HistoricalModel;
  readonly run: (sql: string, params?: readonly SqlValue[]) => Promise<unknown>;
  readonly all: (sql: string, params?: readonly SqlValue[]) => Promise<readonly Row[]>;
}

/** One file of an app's `migrations/`. */
export interface Migration {
  /** The first of its app. */
  readonly initial?: boolean;
  /** Migrations that come before. Without one of its own app: those with the number before its own. */
  readonly dependencies?: readonly (readonly [app: string, name: string])[];
  /** Migrations that this one stands for: what `squashmigrations` made one of. */
  readonly replaces?: readonly (readonly [app: string, name: string])[];
  /**
   * `false`: no transaction around all of it (PostgreSQL), for `addIndexConcurrently` and for rows that are
   * changed in batches. It is recorded when all is done; one that fails half way stays half done.
   * Default `true`. On SQLite a migration always is one transaction.
   */
  readonly atomic?: boolean;
  readonly operations: readonly Operation[];
}

/**
 * Declares a migration, as the default export of its file; the identity function, for its types.
 *
 * @example
 * export default defineMigration({
 *   dependencies: [["polls", "0001_initial"]],
 *   operations: [removeField("Choice", "votes")],
 * });
 */
export function defineMigration(migration: Migration): Migration {
  return migration;
}
