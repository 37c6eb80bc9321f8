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

/** What an operation did to the models, and how that is taken back; nothing for one that did nothing. */
export type Done = Change | undefined;

interface Entry {
  readonly migration: AppliedMigration;
  /** For each operation. */
  readonly back: readonly Done[];
}

/** The models of the migrations that are applied, carried from one migration to the next. */
export class Progress {
  readonly #state = new Map<string, ModelState>();
  readonly #entries: Entry[] = [];
  /** The record when this was true. */
  mark: Mark = { latest: 0, size: 0 };

  /** @param top Comes last, whatever its place: the next to be taken back. */
  constructor(graph: MigrationGraph, applied: ReadonlySet<string>, top?: AppliedMigration) {
    for (const each of graph.order) if (applied.has(each.key) && each !== top) this.push(each);
    if (top) this.push(top);
  }

  get state(): State {
    return this.#state;
  }

  /** A copy that stays as it is. */
  snapshot(): ReadonlyMap<string, ModelState> {
    return new Map(this.#state);
  }

  get last(): AppliedMigration | undefined {
    return this.#entries.at(-1)?.migration;
  }

  /** Goes over a migration for the models alone. */
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

  /** @returns What takes it back. */
  apply(change: Change): Change {
    const back = inverse(this.#state, change);
    applyDelta(this.#state, change.delta);
    return back;
  }

  /** Says that a migration's operations were all applied. */
  keep(migration: AppliedMigration, back: readonly Done[]): void {
    this.#entries.push({ migration, back });
  }

  /** Forgets the last migration, whose operations the caller takes back one after the other. */
  pop(): readonly Done[] {
    return this.#entries.pop()?.back ?? [];
  }
}
