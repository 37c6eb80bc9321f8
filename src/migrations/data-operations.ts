import type { Connection } from "../connections/index.ts";
import type { Code, Operation, Sql } from "./operation.ts";

export interface SqlOptions {
  /** What the statements mean for the models: these operations change no table, the statements do. */
  readonly stateOperations?: readonly Operation[];
}

/**
 * Statements of your own, one text each, or `{ sqlite, postgresql }`; without `backwards` the migration
 * cannot be taken back.
 */
export function runSQL(
  forwards: Sql,
  backwards?: Sql,
  { stateOperations = [] }: SqlOptions = {},
): Operation {
  const args = backwards === undefined ? [forwards] : [forwards, backwards];
  return {
    name: "runSQL",
    args,
    describe: stateOperations.map(({ describe }) => describe).join(", ") || "Raw SQL",
    run: { forwards, backwards },
    ...(stateOperations.length > 0 && {
      states: (state, app) => [
        stateOperations.reduce(
          (before, operation) => operation.states?.(before, app).at(-1) ?? before,
          state,
        ),
      ],
    }),
  };
}

/** The statements for one database. */
export function statementsFor(sql: Sql, vendor: Connection["vendor"]): readonly string[] {
  if (typeof sql === "string") return [sql];
  return isList(sql) ? sql : [sql[vendor]].flat();
}

/** Changes rows; without `backwards` the migration cannot be taken back. */
export function runCode(forwards: Code, backwards?: Code): Operation {
  return { name: "runCode", args: [], describe: "Run code", run: { forwards, backwards } };
}

/** `Array.isArray` knows no read-only lists. */
function isList(sql: Exclude<Sql, string>): sql is readonly string[] {
  return Array.isArray(sql);
}
