import type { Connection } from "../../connections/index.ts";
import {
  overlay,
  splitStatements,
  type Change,
  type ModelState,
  type State,
} from "../../schema/index.ts";
import type { Code, Operation, Sql } from "./operation.ts";

export interface RunOptions {
  /** The operation only fixes rows, so `squashmigrations` may drop it. Default `false`. */
  readonly elidable?: boolean;
}

export interface SqlOptions extends RunOptions {
  /** The statements' effect on the models; these operations change no table themselves. */
  readonly stateOperations?: readonly Operation[];
}

/**
 * Runs your own statements, one text each, or `{ sqlite, postgresql }`. Without `backwards` the migration
 * cannot be unapplied.
 *
 * @example
 * export default defineMigration({
 *   dependencies: [["polls", "0001_initial"]],
 *   operations: [runSQL("update polls_choice set votes = 0", "")],
 * });
 */
export function runSQL(
  forwards: Sql,
  backwards?: Sql,
  { stateOperations = [], elidable = false }: SqlOptions = {},
): Operation {
  const args = backwards === undefined ? [forwards] : [forwards, backwards];
  return {
    name: "runSQL",
    args,
    describe: stateOperations.map(({ describe }) => describe).join(", ") || "Raw SQL",
    run: { forwards, backwards },
    elidable,
    ...(stateOperations.length > 0 && {
      change: (state, app) => changeOfAll(stateOperations, state, app),
    }),
  };
}

/**
 * Adds an extension to a PostgreSQL database, if it is missing; unapplying drops it. Does nothing on SQLite.
 * Django's `CreateExtension`.
 *
 * @throws {TypeError} Invalid name of an extension.
 *
 * @example
 * export default defineMigration({ operations: [createExtension("btree_gist")] });
 */
export function createExtension(extension: string): Operation {
  if (!/^[\w-]{1,63}$/.test(extension)) {
    throw new TypeError("createExtension() takes the name of an extension.");
  }
  const forwards = { sqlite: [], postgresql: `CREATE EXTENSION IF NOT EXISTS "${extension}"` };
  const backwards = { sqlite: [], postgresql: `DROP EXTENSION IF EXISTS "${extension}"` };
  return {
    name: "createExtension",
    args: [extension],
    describe: `Creates extension ${extension}`,
    run: { forwards, backwards },
  };
}

/** The combined change of several operations, for the models only. */
function changeOfAll(operations: readonly Operation[], state: State, app: string): Change {
  const delta = new Map<string, ModelState | undefined>();
  const reached = overlay(state, delta);
  for (const operation of operations) {
    const change = operation.change?.(reached, app);
    for (const [label, model] of change?.delta ?? []) delta.set(label, model);
  }
  return { delta };
}

/** The statements for one database, each to be run separately. */
export function statementsFor(sql: Sql, vendor: Connection["vendor"]): readonly string[] {
  const texts = typeof sql === "string" ? [sql] : isList(sql) ? sql : [sql[vendor]].flat();
  return vendor === "sqlite" ? texts.flatMap(splitStatements) : texts;
}

/**
 * Changes rows. Without `backwards` the migration cannot be unapplied.
 *
 * @example
 * export default defineMigration({
 *   dependencies: [["polls", "0001_initial"]],
 *   operations: [
 *     runCode(
 *       async ({ model }) => {
 *         await model("polls.Choice").objects.filter({ votes: 0 }).update({ votes: 1 });
 *       },
 *       () => {},
 *     ),
 *   ],
 * });
 */
export function runCode(
  forwards: Code,
  backwards?: Code,
  { elidable = false }: RunOptions = {},
): Operation {
  const run = { forwards, backwards };
  return { name: "runCode", args: [], describe: "Run code", run, elidable };
}

/** `Array.isArray` does not narrow read-only lists. */
function isList(sql: Exclude<Sql, string>): sql is readonly string[] {
  return Array.isArray(sql);
}
