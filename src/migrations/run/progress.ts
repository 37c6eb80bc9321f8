import {
  applyDelta,
  inverse,
  type Change,
  type ModelState,
  type State,
} from "../../schema/index.ts";
import type { AppliedMigration, MigrationGraph } from "../graph.ts";
import type { Operation } from "../operations/operation.ts";
import type { Mark } from "./recorder.ts";

/** The change an operation made, as its reversal; `undefined` if it made none. */
export type Done = Change | undefined;

interface Entry {
  readonly migration: AppliedMigration;
  /** For each operation. */
  readonly back: readonly Done[];
}

/** The models after the applied migrations, carried from one migration to the next. */
export class Progress {
  readonly #state = new Map<string, ModelState>();
  readonly #entries: Entry[] = [];
  /** The state of the migrations table that this matches. */
  mark: Mark = { latest: 0, size: 0 };

  /** @param top The next migration to unapply; comes last, whatever its position. */
  constructor(graph: MigrationGraph, applied: ReadonlySet<string>, top?: AppliedMigration) {
    for (const each of graph.order) if (applied.has(each.key) && each !== top) this.push(each);
    if (top) this.push(top);
  }

  get state(): State {
    return this.#state;
  }

  /** A copy that does not change. */
  snapshot(): ReadonlyMap<string, ModelState> {
    return new Map(this.#state);
  }

  get last(): AppliedMigration | undefined {
    return this.#entries.at(-1)?.migration;
  }

  /** Applies a migration to the models only. */
  push(migration: AppliedMigration): void {
    this.keep(
      migration,
      migration.operations.map((operation) => {
        const change = this.changeOf(operation, migration);
        return change && this.apply(change);
      }),
    );
  }

  changeOf({ change }: Operation, { app }: AppliedMigration): Done {
    return change?.(this.#state, app);
  }

  /** @returns The reversal. */
  apply(change: Change): Change {
    const back = inverse(this.#state, change);
    applyDelta(this.#state, change.delta);
    return back;
  }

  /** Records that all operations of a migration were applied. */
  keep(migration: AppliedMigration, back: readonly Done[]): void {
    this.#entries.push({ migration, back });
  }

  /** Removes the last migration; the caller reverses its operations one by one. */
  pop(): readonly Done[] {
    return this.#entries.pop()?.back ?? [];
  }
}
