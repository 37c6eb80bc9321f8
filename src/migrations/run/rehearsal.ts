import { closeConnections, getConnection, type Connection } from "../../connections/index.ts";
import { statementsOf, type Change, type SchemaReader, type State } from "../../schema/index.ts";
import { costOf, type RowCost } from "./cost.ts";
import { statementsFor } from "../operations/data-operations.ts";
import type { AppliedMigration, MigrationGraph } from "../graph.ts";
import type { Operation } from "../operations/operation.ts";
import type { PlannedMigration } from "../plan.ts";
import { Progress } from "./progress.ts";

/** What an operation would do. */
export interface RehearsedOperation {
  readonly operation: Operation;
  readonly statements: readonly RehearsedStatement[];
}

export interface RehearsedStatement {
  readonly sql: string;
  /** Its cost, if it depends on the number of rows: who waits, and what is read or written. */
  readonly cost?: string;
}

export interface RehearsedMigration extends PlannedMigration {
  readonly operations: readonly RehearsedOperation[];
}

export interface Rehearsal {
  readonly connection: Connection;
  readonly graph: MigrationGraph;
  /** The applied migrations at the start. */
  readonly applied: ReadonlySet<string>;
  /** Whether the database is in that state, so that its own tables can be used. */
  readonly isThere: boolean;
  readonly steps: readonly PlannedMigration[];
}

/**
 * Finds out what migrations would do, without running them. SQLite's statements depend on the effect of
 * earlier ones, so they run on an empty in-memory copy of the database; on PostgreSQL only names are looked
 * up.
 *
 * @example
 * const connection = connectionFor();
 * const applied = await appliedMigrations(connection);
 * const { steps } = planMigrations(graph, applied);
 * const planned = await rehearse({ connection, graph, applied, isThere: true, steps });
 * for (const { operations } of planned) console.log(operations);
 */
export async function rehearse(rehearsal: Rehearsal): Promise<readonly RehearsedMigration[]> {
  const stage = await stageFor(rehearsal);
  try {
    const rehearsed: RehearsedMigration[] = [];
    const { applied, graph, steps } = rehearsal;
    const [first] = steps;
    let progress = new Progress(graph, applied, first?.backwards ? first.migration : undefined);
    const left = new Set(applied);
    for (const step of steps) {
      if (step.backwards && progress.last !== step.migration) {
        progress = new Progress(graph, left, step.migration);
      }
      rehearsed.push({ ...step, operations: await operationsOf(step, progress, stage) });
      if (step.backwards) left.delete(step.migration.key);
    }
    return rehearsed;
  } finally {
    await stage.close();
  }
}

/** Where statements are tried. */
interface Stage {
  readonly reader: SchemaReader;
  run(sql: string): Promise<void>;
  close(): Promise<void>;
}

async function stageFor({ connection, graph, applied, isThere }: Rehearsal): Promise<Stage> {
  const nothing = async (): Promise<void> => {};
  if (connection.vendor === "postgresql") {
    return { reader: readerOf(connection), run: nothing, close: nothing };
  }
  const settings = {
    BASE_DIR: new URL("file:///"),
    DATABASES: { default: { ENGINE: "sqlite", NAME: ":memory:" } },
    SETTINGS_MODULE: "",
  } as const;
  const memory = getConnection(settings);
  const stage: Stage = {
    reader: readerOf(memory),
    run: async (sql) => void (await memory.run(sql)),
    close: () => closeConnections(settings),
  };
  if (isThere) await copySchema(connection, stage);
  else await makeTables(new Progress(graph, applied).state, stage);
  return stage;
}

function readerOf(connection: Connection): SchemaReader {
  return {
    vendor: connection.vendor,
    all: (sql, params = []) => connection.all(sql, params),
  };
}

async function copySchema(connection: Connection, stage: Stage): Promise<void> {
  const rows = await connection.all(
    "select sql from sqlite_schema where sql is not null and name not like 'sqlite!_%' escape '!' order by type = 'table' desc, rowid",
  );
  // Tables that need an extension or a missing table cannot be created here, and no operation concerns them.
  for (const row of rows) await stage.run(String(row["sql"])).catch(() => {});
}

async function makeTables(state: State, stage: Stage): Promise<void> {
  const delta = new Map(Array.from(state.keys(), (label) => [label, state.get(label)] as const));
  for await (const { sql } of statementsOf(stage.reader, new Map(), { delta })) {
    await stage.run(sql);
  }
}

async function operationsOf(
  { migration, backwards }: PlannedMigration,
  progress: Progress,
  stage: Stage,
): Promise<readonly RehearsedOperation[]> {
  const known = backwards ? progress.pop() : [];
  const back: (Change | undefined)[] = [];
  const rehearsed: RehearsedOperation[] = [];
  const entries = [...migration.operations.entries()];
  for (const [at, operation] of backwards ? entries.toReversed() : entries) {
    const change = backwards ? known[at] : progress.changeOf(operation, migration);
    const statements = await tried(operation, { change, backwards, state: progress.state, stage });
    rehearsed.push({ operation, statements });
    back.push(change && progress.apply(change));
  }
  if (!backwards) progress.keep(migration, back);
  return rehearsed;
}

interface Trial {
  readonly change: Change | undefined;
  readonly backwards: boolean;
  readonly state: State;
  readonly stage: Stage;
}

async function tried(
  { run, stateOnly }: Operation,
  { change, backwards, state, stage }: Trial,
): Promise<readonly RehearsedStatement[]> {
  if (run) {
    const code = backwards ? run.backwards : run.forwards;
    if (typeof code === "function" || code === undefined) {
      return [{ sql: "-- THIS OPERATION CANNOT BE WRITTEN AS SQL" }];
    }
    const statements = statementsFor(code, stage.reader.vendor);
    // Rows are missing here, but later statements need the table changes.
    for (const sql of statements) await stage.run(sql).catch(() => {});
    return statements.map((sql) => ({ sql }));
  }
  if (!change || stateOnly) return [];
  const rehearsed: RehearsedStatement[] = [];
  for await (const statement of statementsOf(stage.reader, state, change)) {
    if (statement.none !== undefined) continue;
    await stage.run(statement.sql);
    const { sql } = statement;
    const cost = costOf(statement, stage.reader.vendor);
    rehearsed.push(cost === undefined ? { sql } : { sql, cost: costLine(cost) });
  }
  return rehearsed;
}

function costLine({ does, instead }: RowCost): string {
  return instead === undefined ? does : `${does}; with less waiting: ${instead}`;
}

/**
 * The applied migrations before a rehearsal of one migration, and whether the database is in that state.
 *
 * @example
 * const migration = graph.find("polls", "0002");
 * const applied = await appliedMigrations(connectionFor());
 * const { isThere } = startOf(migration, { graph, applied });
 */
export function startOf(
  migration: AppliedMigration,
  { backwards = false, graph, applied }: StartOptions,
): Pick<Rehearsal, "applied" | "isThere"> {
  const isReady = applied.has(migration.key) === backwards;
  const needed = [...graph.needs(migration)].filter((each) => each !== migration);
  const isThere = isReady && needed.every(({ key }) => applied.has(key));
  if (isThere) return { applied, isThere };
  const before = graph.before(migration).map(({ key }) => key);
  return { applied: new Set(backwards ? [...before, migration.key] : before), isThere };
}

export interface StartOptions {
  readonly backwards?: boolean;
  readonly graph: MigrationGraph;
  readonly applied: ReadonlySet<string>;
}
