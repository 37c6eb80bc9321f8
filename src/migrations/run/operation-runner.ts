import type { Settings } from "../../conf/index.ts";
import { withSettings } from "../../conf/index.ts";
import type { Connection, Session } from "../../connections/index.ts";
import { MkwebError } from "../../errors.ts";
import { statementsOf, type Change, type SchemaReader } from "../../schema/index.ts";
import { renameContentType } from "./content-types.ts";
import { costOf } from "./cost.ts";
import { statementsFor } from "../operations/data-operations.ts";
import type { AppliedMigration } from "../graph.ts";
import type { Code, Operation, Run } from "../operations/operation.ts";
import type { Progress } from "./progress.ts";

/** An operation to run in one direction. */
export interface Step {
  readonly operation: Operation;
  /** The change, relative to the models in `progress`. */
  readonly change: Change | undefined;
  /** Code to run instead. */
  readonly code: Run | undefined;
  readonly progress: Progress;
  readonly migration: AppliedMigration;
}

/** Called before an operation, and before each of its statements whose time depends on the number of rows. */
export type OnWork = (migration: AppliedMigration, what: string) => void;

/** Runs operations on a database. */
export class OperationRunner {
  readonly #settings: Settings;
  readonly #connection: Connection;
  readonly #reader: SchemaReader;
  readonly #onWork: OnWork;

  constructor(settings: Settings, connection: Connection, onWork: OnWork = () => {}) {
    this.#settings = settings;
    this.#connection = connection;
    this.#onWork = onWork;
    this.#reader = {
      vendor: connection.vendor,
      all: (sql, params = []) => connection.all(sql, params),
    };
  }

  /**
   * @param alone The session of a migration that is not one transaction: each operation then is one, except
   *   code and PostgreSQL's concurrent operations.
   * @returns Whether rows may have been left that refer to nothing.
   */
  async run(step: Step, alone?: Session): Promise<boolean> {
    const { operation, change, code } = step;
    const isOwn = typeof code === "function" || change?.hints?.concurrently === true;
    if (alone && !isOwn) {
      return this.#connection.transaction(async (session) => {
        await session.run("set constraints all immediate");
        return this.#do(step);
      });
    }
    if (!alone && change?.hints?.concurrently && this.#connection.vendor === "postgresql") {
      throw needsNoTransaction(step.migration, operation);
    }
    return this.#do(step);
  }

  async #do(step: Step): Promise<boolean> {
    const { operation, change, code, progress, migration } = step;
    this.#onWork(migration, operation.describe);
    if (code !== undefined) {
      await (typeof code === "function" ? this.#code(code, progress) : this.#sql(code));
      return true;
    }
    if (!change || operation.stateOnly || operation.run) return false;
    let isRisky = false;
    for await (const statement of statementsOf(this.#reader, progress.state, change)) {
      const { sql, none } = statement;
      const cost = costOf(statement, this.#reader.vendor);
      if (cost) this.#onWork(migration, cost.does);
      if (none === undefined) await this.#execute(sql);
      else if ((await this.#reader.all(sql)).length > 0) throw wouldLose(migration, none);
      isRisky ||= !/^(?:CREATE|ALTER TABLE \S+ ADD) /.test(sql);
    }
    await renameContentType(this.#connection, progress.state, change);
    return isRisky;
  }

  async #sql(sql: Exclude<Run, Code>): Promise<void> {
    for (const each of statementsFor(sql, this.#connection.vendor)) await this.#execute(each);
  }

  /** The text is complete; it has no placeholders. */
  async #execute(sql: string): Promise<void> {
    await this.#connection.reserve((session) => session.execute(sql, []));
  }

  async #code(code: Code, progress: Progress): Promise<void> {
    // Loaded lazily: only migrations with code need the models.
    const { historicalModels } = await import("../historical/models.ts");
    const connection = this.#connection;
    const context = {
      model: historicalModels(progress.snapshot()),
      run: connection.run.bind(connection),
      all: connection.all.bind(connection),
    };
    await withSettings(this.#settings, async () => code(context));
  }
}

function wouldLose({ key }: AppliedMigration, what: string): MkwebError {
  return new MkwebError(
    "MKWEB_MIGRATION_FAILED",
    `Migration ${key} was stopped: ${what} Nothing was changed.`,
    { hint: "Compare the table in the database with what its model says." },
  );
}

function needsNoTransaction({ key }: AppliedMigration, { describe }: Operation): MkwebError {
  return new MkwebError(
    "MKWEB_MIGRATION_FAILED",
    `Migration ${key} is one transaction, but PostgreSQL cannot do this inside one: ${describe}. Nothing was changed.`,
    { hint: "Put it into a separate migration with `atomic: false`." },
  );
}
