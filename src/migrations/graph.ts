import type { State } from "../db/index.ts";
import type { Migration } from "./operations.ts";

/** A migration with its place. */
export interface AppliedMigration extends Migration {
  readonly app: string;
  /** `0001_initial`. */
  readonly name: string;
  /** `polls.0001_initial`. */
  readonly key: string;
  /** Keys of all that come before it directly. */
  readonly after: readonly string[];
}

/** The models after these migrations. */
export function applyOperations(migrations: readonly AppliedMigration[], start: State = {}): State {
  let state = start;
  for (const { app, operations } of migrations) {
    for (const operation of operations) state = operation.states?.(state, app).at(-1) ?? state;
  }
  return state;
}
