import { MkwebError } from "../errors.ts";
import { labelParts } from "../schema/index.ts";
import type { AppliedMigration, MigrationGraph } from "./graph.ts";
import type { Migration, Operation } from "./operations/operation.ts";
import { optimized } from "./optimize.ts";

/** One migration that replaces several. */
export interface Squashed extends Migration {
  readonly replaced: readonly AppliedMigration[];
  /** Number of operations in the replaced migrations. */
  readonly operationsBefore: number;
  /** Positions of operations that cannot be written as text. */
  readonly places: ReadonlyMap<Operation, OperationPlace>;
}

/** An operation in another migration's file. */
export interface OperationPlace {
  readonly migration: string;
  readonly at: number;
}

/**
 * Squashes an app's migrations up to one of them into a single migration.
 *
 * @param options.start The first one. Default: the app's first.
 * @throws {MkwebError} `MKWEB_MIGRATION_INVALID`: there is nothing to squash, or one of them is already
 *   squashed.
 *
 * @example
 * const squashed = squash(graph, graph.find("polls", "0003"), { optimize: true });
 * console.log(migrationSource(squashed, squashed.places));
 */
export function squash(
  graph: MigrationGraph,
  end: AppliedMigration,
  { start, optimize }: { readonly start?: AppliedMigration; readonly optimize: boolean },
): Squashed {
  const needed = graph.needs(end);
  const own = graph.of(end.app).filter((each) => needed.has(each));
  const replaced = start ? own.slice(own.indexOf(start)) : own;
  if ((start && !own.includes(start)) || replaced.length < 2) throw nothingToSquash(end, start);
  const squashed = replaced.find(({ replaces }) => replaces);
  if (squashed) throw squashedAlready(squashed);
  const operations = replaced.flatMap((each) => each.operations);
  const keys = new Set(replaced.map(({ key }) => key));
  const dependencies = new Set(
    replaced.flatMap(({ after }) => after).filter((key) => !keys.has(key)),
  );
  return {
    ...(replaced[0]?.initial && { initial: true }),
    dependencies: Array.from(dependencies, labelParts),
    replaces: replaced.map(({ app, name }) => [app, name] as const),
    operations: optimize ? optimized(operations, end.app) : operations,
    replaced,
    operationsBefore: operations.length,
    places: placesOf(replaced),
  };
}

/** Operations whose code or effect exists only in their file. */
function placesOf(migrations: readonly AppliedMigration[]): ReadonlyMap<Operation, OperationPlace> {
  return new Map(
    migrations.flatMap(({ name, operations }) =>
      operations.flatMap((operation, at) =>
        isWritten(operation) ? [] : [[operation, { migration: name, at }] as const],
      ),
    ),
  );
}

/** Whether an operation is fully described by its arguments. */
function isWritten({ run, change }: Operation): boolean {
  return !run || (typeof run.forwards !== "function" && !change);
}

function nothingToSquash(
  { key, app }: AppliedMigration,
  start: AppliedMigration | undefined,
): MkwebError {
  const from = start ? ` from ${start.key}` : "";
  return new MkwebError(
    "MKWEB_MIGRATION_INVALID",
    `There are fewer than two migrations${from} up to ${key} to squash. Nothing was written.`,
    { hint: `See their order with \`node manage showmigrations ${app}\`.` },
  );
}

function squashedAlready({ key }: AppliedMigration): MkwebError {
  return new MkwebError(
    "MKWEB_MIGRATION_INVALID",
    `You cannot squash squashed migrations! ${key} is one. Nothing was written.`,
    {
      hint: "Delete the migrations it replaces, and its `replaces`, once it is applied everywhere.",
    },
  );
}
