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

/** One operation that is to be done, in one direction. */
export interface Step {
  readonly operation: Operation;
  /** What is to change, from the models that `progress` has. */
  readonly change: Change | undefined;
  /** What is done instead. */
  readonly code: Run | undefined;
  readonly progress: Progress;
  readonly migration: AppliedMigration;
}

/** Told what is about to be done: an operation, or a statement of it that takes the longer the more rows there are. */
export type OnWork = (migration: AppliedMigration, what: string) => void;

/** Does operations on a database. */
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
   * @param alone The session of a migration that is no transaction: each operation is one then, but for
   *   code and for what PostgreSQL does concurrently.
   * @returns Whether rows may have been left pointing to nothing.
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

  /** Placeholders are not looked for: the text is whole. */
  async #execute(sql: string): Promise<void> {
    await this.#connection.reserve((session) => session.execute(sql, []));
  }

  async #code(code: Code, progress: Progress): Promise<void> {
    // Only migrations with code wait for the models' room.
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
    `Migration ${key} is one transaction, and PostgreSQL does this outside of one: ${describe}. Nothing was changed.`,
    { hint: "Give the migration `atomic: false`, and nothing else to do." },
  );
}
