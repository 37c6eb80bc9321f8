import type { Settings } from "../../conf/index.ts";
import type { Connection, Session } from "../../connections/index.ts";
import { MkwebError } from "../../errors.ts";
import { foreignKeysOff, refuseBrokenKeys } from "./foreign-keys.ts";
import type { AppliedMigration, MigrationGraph } from "../graph.ts";
import { OperationRunner, type OnWork } from "./operation-runner.ts";
import { Progress, type Done as Back } from "./progress.ts";
import {
  appliedMigrations,
  createTable,
  lookFor,
  record,
  unrecord,
  type Mark,
} from "./recorder.ts";
import { isSoftApplied } from "./soft-applied.ts";
import { inTurn, takeTurn } from "./turns.ts";

/** The outcome of a migration. */
export type Done = "run" | "recorded" | "nothing";

export interface MigrateOptions {
  readonly backwards?: boolean;
  readonly fake?: boolean;
  readonly fakeInitial?: boolean;
}

/** Applies migrations, each in a transaction with its record: completely or not at all. */
export class Executor {
  readonly #connection: Connection;
  readonly #graph: MigrationGraph;
  readonly #runner: OperationRunner;
  /** `undefined` before the first migration, and after a failed one. */
  #progress: Progress | undefined;

  constructor(settings: Settings, connection: Connection, graph: MigrationGraph, onWork?: OnWork) {
    this.#connection = connection;
    this.#graph = graph;
    this.#runner = new OperationRunner(settings, connection, onWork);
  }

  /**
   * Applies or unapplies one migration.
   *
   * @param options.fake Only record it.
   * @param options.fakeInitial Only record it if it is its app's first and its tables and columns exist.
   * @returns What was done: nothing if another process was faster.
   */
  async migrate(migration: AppliedMigration, options: MigrateOptions = {}): Promise<Done> {
    const known = this.#progress;
    // Set again only when the transaction has succeeded.
    this.#progress = undefined;
    const { progress, done } = await foreignKeysOff(this.#connection, (session) =>
      migration.atomic === false && this.#connection.vendor === "postgresql"
        ? inTurn(session, () => this.#take(migration, known, options, session))
        : this.#connection.transaction(async () => {
            await takeTurn(this.#connection, session);
            return this.#take(migration, known, options);
          }),
    );
    this.#progress = progress;
    return done;
  }

  /** @param alone The session of a migration that is not one transaction. */
  async #take(
    migration: AppliedMigration,
    known: Progress | undefined,
    { backwards = false, fake = false, fakeInitial = false }: MigrateOptions,
    alone?: Session,
  ): Promise<{ readonly progress: Progress; readonly done: Done }> {
    if (!known) await createTable(this.#connection);
    const { isApplied, ...mark } = await lookFor(this.#connection, migration);
    const isTrue = known?.mark.latest === mark.latest && known.mark.size === mark.size;
    const isReady = isTrue && (!backwards || known.last === migration);
    const progress = isReady ? known : await this.#read(backwards ? migration : undefined);
    progress.mark = mark;
    if (isApplied !== backwards) return { progress, done: "nothing" };
    const isFake =
      fake ||
      (fakeInitial &&
        !backwards &&
        (await isSoftApplied(this.#connection, migration, progress.state)));
    const isRisky = backwards
      ? await this.#backwards(migration, progress, isFake, alone)
      : await this.#forwards(migration, progress, isFake, alone);
    if (isRisky) await refuseBrokenKeys(this.#connection, migration);
    progress.mark = await this.#write(migration, backwards, mark);
    return { progress, done: isFake ? "recorded" : "run" };
  }

  /** Applied migrations count in any order, as an app's leaves may have been made side by side. */
  async #read(top: AppliedMigration | undefined): Promise<Progress> {
    const applied = await appliedMigrations(this.#connection);
    return new Progress(this.#graph, applied, top && applied.has(top.key) ? top : undefined);
  }

  /** @returns Whether it may have left rows that refer to nothing. */
  async #forwards(
    migration: AppliedMigration,
    progress: Progress,
    isFake: boolean,
    alone?: Session,
  ): Promise<boolean> {
    const back: Back[] = [];
    let isRisky = false;
    for (const operation of migration.operations) {
      const change = progress.changeOf(operation, migration);
      const step = { operation, change, code: operation.run?.forwards, progress, migration };
      if (!isFake && (await this.#runner.run(step, alone))) isRisky = true;
      back.push(change && progress.apply(change));
    }
    progress.keep(migration, back);
    return isRisky;
  }

  async #backwards(
    migration: AppliedMigration,
    progress: Progress,
    isFake: boolean,
    alone?: Session,
  ): Promise<boolean> {
    const back = progress.pop();
    let isRisky = false;
    for (const [at, operation] of [...migration.operations.entries()].toReversed()) {
      if (!isFake && operation.run && operation.run.backwards === undefined) {
        throw irreversible(migration, operation.describe);
      }
      const step = {
        operation,
        change: back[at],
        code: operation.run?.backwards,
        progress,
        migration,
      };
      if (!isFake && (await this.#runner.run(step, alone))) isRisky = true;
      if (step.change) progress.apply(step.change);
    }
    return isRisky;
  }

  async #write(migration: AppliedMigration, backwards: boolean, { size }: Mark): Promise<Mark> {
    const { replaces = [] } = migration;
    if (!backwards) {
      for (const [app, name] of replaces) await record(this.#connection, { app, name });
      const latest = await record(this.#connection, migration);
      return { latest, size: size + replaces.length + 1 };
    }
    await unrecord(this.#connection, migration);
    for (const [app, name] of replaces) await unrecord(this.#connection, { app, name });
    return lookFor(this.#connection, migration);
  }
}

function irreversible({ key }: AppliedMigration, describe: string): MkwebError {
  return new MkwebError(
    "MKWEB_MIGRATION_FAILED",
    `Migration ${key} cannot be unapplied: ${describe} has no backwards. Nothing was changed.`,
    { hint: "Give the operation a second argument that reverses it." },
  );
}
