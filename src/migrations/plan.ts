import { MkwebError } from "../errors.ts";
import type { AppliedMigration, MigrationGraph } from "./graph.ts";

export interface PlannedMigration {
  readonly migration: AppliedMigration;
  readonly backwards: boolean;
}

export interface Plan {
  /** The request in words. */
  readonly target: string;
  readonly steps: readonly PlannedMigration[];
}

/**
 * Plans which migrations to apply or unapply, in order.
 *
 * @param app Only this app, and what it needs.
 * @param name Up to, or back to, this migration; `zero` for none.
 * @throws {MkwebError} `MKWEB_UNKNOWN_APP`, `MKWEB_MIGRATION_UNKNOWN`
 *
 * @example
 * const { steps } = planMigrations(graph, new Set(), { app: "polls" });
 * console.log(steps.map(({ migration }) => migration.key));
 */
export function planMigrations(
  graph: MigrationGraph,
  applied: ReadonlySet<string>,
  { app, name }: { readonly app?: string | undefined; readonly name?: string | undefined } = {},
): Plan {
  if (app === undefined) {
    const apps = [...new Set(graph.order.map((each) => each.app))].sort();
    const target = `Apply all migrations: ${apps.join(", ") || "(none)"}`;
    return { target, steps: forwards(graph, applied, graph.order) };
  }
  if (graph.of(app).length === 0) throw noMigrations(app);
  if (name === undefined) {
    return {
      target: `Apply all migrations: ${app}`,
      steps: forwards(graph, applied, graph.of(app)),
    };
  }
  if (name === "zero") {
    return {
      target: `Unapply all migrations: ${app}`,
      steps: backwards(graph, applied, graph.of(app)),
    };
  }
  const goal = graph.find(app, name);
  const target = `Target specific migration: ${goal.name}, from ${app}`;
  if (!applied.has(goal.key)) return { target, steps: forwards(graph, applied, [goal]) };
  const needing = graph.neededBy(goal);
  const later = graph.of(app).filter((each) => each !== goal && needing.has(each));
  return { target, steps: backwards(graph, applied, later) };
}

function forwards(
  graph: MigrationGraph,
  applied: ReadonlySet<string>,
  goals: readonly AppliedMigration[],
): readonly PlannedMigration[] {
  const wanted = graph.needs(...goals);
  return graph.order
    .filter((each) => wanted.has(each) && !applied.has(each.key))
    .map((migration) => ({ migration, backwards: false }));
}

/** These, and all that need one of them. */
function backwards(
  graph: MigrationGraph,
  applied: ReadonlySet<string>,
  dropped: readonly AppliedMigration[],
): readonly PlannedMigration[] {
  const needing = graph.neededBy(...dropped);
  return graph.order
    .filter((each) => applied.has(each.key) && needing.has(each))
    .toReversed()
    .map((migration) => ({ migration, backwards: true }));
}

function noMigrations(app: string): MkwebError {
  return new MkwebError("MKWEB_MIGRATION_UNKNOWN", `App '${app}' does not have migrations.`, {
    hint: `Create them with \`node manage makemigrations ${app}\`.`,
  });
}
