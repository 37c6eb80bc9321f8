import type { Connection, Row, SqlValue } from "../../connections/index.ts";
import type { Change, State } from "../../schema/index.ts";
import type { HistoricalModel } from "../historical/types.ts";

/** One change of models or rows. */
export interface Operation {
  /** Name and arguments of the function that made it, for writing it to a file. */
  readonly name: string;
  readonly args: readonly unknown[];
  readonly describe: string;
  /**
   * The change of the models, and with them of the database.
   *
   * @throws {RangeError} The model or field does not exist at this point of the migrations.
   */
  readonly change?: (state: State, app: string) => Change;
  /** The change affects only the models, not the database. */
  readonly stateOnly?: boolean;
  /** Runs instead of the change. */
  readonly run?: { readonly forwards: Run; readonly backwards: Run | undefined };
  /** Applies only while a setting names this model, `auth.User`: Django's `swappable`. */
  readonly only?: { readonly setting: string; readonly model: string };
  /** Not needed once its migration is squashed, because it only fixed rows. */
  readonly elidable?: boolean;
}

/** One statement or several; by database if they differ. */
export type Sql =
  | string
  | readonly string[]
  | Readonly<Record<Connection["vendor"], string | readonly string[]>>;

export type Code = (context: CodeContext) => Promise<void> | void;
export type Run = Sql | Code;

/** The context of `runCode`: the models at that point, in the migration's transaction. */
export interface CodeContext {
  /**
   * A model by its label, `polls.Question`.
   *
   * @throws {RangeError} No such model exists at this point.
   */
  readonly model: (label: string) => HistoricalModel;
  readonly run: (sql: string, params?: readonly SqlValue[]) => Promise<unknown>;
  readonly all: (sql: string, params?: readonly SqlValue[]) => Promise<readonly Row[]>;
}

/** A file in an app's `migrations/`. */
export interface Migration {
  /** The first migration of its app. */
  readonly initial?: boolean;
  /** Migrations to apply before. Without one of the same app: those with the preceding number. */
  readonly dependencies?: readonly (readonly [app: string, name: string])[];
  /** Migrations that this one replaces, set by `squashmigrations`. */
  readonly replaces?: readonly (readonly [app: string, name: string])[];
  /**
   * `false`: do not use a single transaction (PostgreSQL), for `addIndexConcurrently` and for changing rows
   * in batches. The migration is recorded when all is done; one that fails stays half done. Default `true`.
   * On SQLite a migration is always one transaction.
   */
  readonly atomic?: boolean;
  readonly operations: readonly Operation[];
}

/**
 * Declares a migration, as the default export of its file. Returns its argument.
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
