import { explainMissingLibraries } from "../connections/index.ts";
import type { Settings } from "../conf/index.ts";
import type { Connection, Session } from "../connections/index.ts";
import type { Renaming, SqlRenderer, State } from "../db/index.ts";
import { MkwebError } from "../errors.ts";
import { statementsFor } from "./data-operations.ts";
import { applyOperations, type AppliedMigration, type MigrationGraph } from "./graph.ts";
import type { Operation } from "./operation.ts";
import { appliedMigrations, createTable, record, unrecord } from "./recorder.ts";

/** Two `migrate` on one PostgreSQL database take turns by this number, chosen once. */
const ADVISORY_LOCK = 7_261_955_340;

/** One operation with its statements. */
export interface Step {
  readonly operation: Operation;
  readonly sql: readonly string[];
  /** The models that its code sees. */
  readonly state: State;
}

/** What became of a migration. */
export type Done = "run" | "recorded" | "nothing";

export interface MigrateOptions {
  readonly backwards?: boolean;
  readonly fake?: boolean;
  readonly fakeInitial?: boolean;
}

export interface StepsOptions {
  readonly backwards?: boolean;
  readonly applied?: ReadonlySet<string>;
}

/** Applies migrations, each in a transaction with its record: whole or not at all. */
export class Executor {
  readonly #settings: Settings;
  readonly #connection: Connection;
  readonly #graph: MigrationGraph;
  #renderer: Promise<SqlRenderer> | undefined;

  constructor(settings: Settings, connection: Connection, graph: MigrationGraph) {
    this.#settings = settings;
    this.#connection = connection;
    this.#graph = graph;
  }

  /**
   * Applies or takes back one migration.
   *
   * @param options.fake Only records it.
   * @param options.fakeInitial Only records it if it is its app's first and its tables and columns are there.
   * @returns What was done: nothing if another process was faster.
   */
  async migrate(
    migration: AppliedMigration,
    { backwards = false, fake = false, fakeInitial = false }: MigrateOptions = {},
  ): Promise<Done> {
    return withoutForeignKeys(this.#connection, (session) =>
      this.#connection.transaction(async () => {
        await this.#takeTurn(session);
        const applied = await appliedMigrations(this.#connection);
        if (applied.has(migration.key) !== backwards) return "nothing";
        const isFake =
          fake || (fakeInitial && !backwards && (await this.#isThere(migration, applied)));
        const steps = isFake ? [] : await this.steps(migration, { backwards, applied });
        for (const step of steps) await this.#take(step, migration, backwards);
        await checkForeignKeys(this.#connection, migration);
        await (backwards ? unrecord : record)(this.#connection, migration);
        return isFake ? "recorded" : "run";
      }),
    );
  }

  /**
   * What a migration would do, in the order it would.
   *
   * @param options.applied The migrations there are in the database: the models it starts from are theirs.
   *   Default: all that come before it.
   */
  async steps(
    migration: AppliedMigration,
    { backwards = false, applied }: StepsOptions = {},
  ): Promise<readonly Step[]> {
    let state = this.#before(migration, applied);
    const steps: Step[] = [];
    for (const operation of migration.operations) {
      const states = [state, ...(operation.states?.(state, migration.app) ?? [])];
      const after = states.at(-1) ?? state;
      const renamed = operation.renames?.(state, migration.app) ?? [];
      const undone = renamed.map(({ from, to }) => ({ from: to, to: from }));
      const [path, renames] = backwards ? [[after, state], undone] : [states, renamed];
      steps.push({
        operation,
        sql: operation.states && !operation.run ? await this.#render(path, renames) : [],
        state: backwards ? state : after,
      });
      state = after;
    }
    return backwards ? steps.reverse() : steps;
  }

  /** What is applied counts, in whatever order it was: an app's leaves may have been made side by side. */
  #before(migration: AppliedMigration, applied: ReadonlySet<string> | undefined): State {
    const before = applied
      ? this.#graph.order.filter((each) => each !== migration && applied.has(each.key))
      : this.#graph.before(migration);
    return applyOperations(before);
  }

  async #isThere(migration: AppliedMigration, applied: ReadonlySet<string>): Promise<boolean> {
    const { isSoftApplied } = await import("./soft-applied.ts").catch(explainMissingLibraries);
    return isSoftApplied(this.#connection, migration, this.#before(migration, applied));
  }

  async #render(path: readonly State[], renamed: readonly Renaming[]): Promise<readonly string[]> {
    const { SqlRenderer } = await import("../db/index.ts").catch(explainMissingLibraries);
    const renderer = await (this.#renderer ??= Promise.resolve(new SqlRenderer(this.#connection)));
    const sql: string[] = [];
    for (const [at, to] of path.slice(1).entries()) {
      sql.push(...(await renderer.render(path[at] ?? {}, to, at === 0 ? renamed : [])));
    }
    return sql;
  }

  async #takeTurn(session: Session): Promise<void> {
    if (this.#connection.vendor === "postgresql") {
      await session.run("select pg_advisory_xact_lock(?)", [ADVISORY_LOCK]);
      // PostgreSQL alters no table whose foreign keys are yet to be checked.
      await session.run("set constraints all immediate");
    }
    await createTable(this.#connection);
  }

  async #take(step: Step, migration: AppliedMigration, backwards: boolean): Promise<void> {
    for (const sql of step.sql) await this.#connection.run(sql);
    const { run } = step.operation;
    if (!run) return;
    const code = backwards ? run.backwards : run.forwards;
    if (code === undefined) throw irreversible(migration, step.operation);
    if (typeof code !== "function") {
      for (const sql of statementsFor(code, this.#connection.vendor)) {
        await this.#connection.run(sql);
      }
      return;
    }
    const { openHistory, unitOfWork } = await import("../db/index.ts").catch(
      explainMissingLibraries,
    );
    const models = await openHistory(this.#settings, this.#connection, step.state);
    const connection = this.#connection;
    const context = {
      model: models.model,
      run: connection.run.bind(connection),
      all: connection.all.bind(connection),
    };
    await unitOfWork(async () => code(context), models);
  }
}

/** SQLite takes no notice of this inside a transaction, and rebuilding a table with it on deletes rows of others. */
function withoutForeignKeys<T>(
  connection: Connection,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  return connection.reserve(async (session) => {
    if (connection.vendor !== "sqlite") return work(session);
    await session.run("pragma foreign_keys = off");
    try {
      return await work(session);
    } finally {
      await session.run("pragma foreign_keys = on");
    }
  });
}

async function checkForeignKeys(connection: Connection, { key }: AppliedMigration): Promise<void> {
  if (connection.vendor !== "sqlite") return;
  const [broken] = await connection.all("pragma foreign_key_check");
  if (!broken) return;
  const where = `${String(broken["table"])} row ${String(broken["rowid"])}`;
  throw new MkwebError(
    "MKWEB_MIGRATION_FAILED",
    `Migration ${key} would leave ${where} pointing to nothing in ${String(broken["parent"])}. Nothing was changed.`,
    { hint: "Put the rows right in the migration, with runCode or runSQL, and run it again." },
  );
}

function irreversible({ key }: AppliedMigration, { describe }: Operation): MkwebError {
  return new MkwebError(
    "MKWEB_MIGRATION_FAILED",
    `Migration ${key} cannot be taken back: ${describe} has no backwards. Nothing was changed.`,
    { hint: "Give the operation a second argument that takes it back." },
  );
}
