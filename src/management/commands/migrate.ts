import type { CommandContext, Facts, Output } from "../../command/index.ts";
import {
  Executor,
  appliedMigrations,
  emitPostMigrate,
  planMigrations,
  recordReplacements,
  rehearse,
  type Plan,
  type RehearsedMigration,
} from "../../migrations/index.ts";
import { defineCommand } from "../define.ts";
import { requireApps, withDatabase } from "../with-database.ts";

export default defineCommand({
  describe: "Updates database schema. Manages both apps with migrations and those without.",
  examples: ["migrate", "migrate polls 0002", "migrate polls zero", "migrate --plan"],
  arguments: {
    appLabel: {
      complete: "app",
      describe: "App label of an application to synchronize the state.",
      optional: true,
    },
    migrationName: {
      complete: "migration or zero",
      describe:
        'Database state will be brought to the state after that migration. Use the name "zero" to unapply all migrations.',
      optional: true,
    },
  },
  options: {
    plan: {
      type: "boolean",
      describe: "Shows a list of the migration actions that will be performed.",
      default: false,
    },
    fake: {
      type: "boolean",
      describe: "Mark migrations as run without actually running them.",
      default: false,
    },
    fakeInitial: {
      type: "boolean",
      describe:
        "Detect if tables already exist and fake-apply initial migrations if so. Make sure that the current database schema matches your initial migration before using this flag; only the existence of tables, and of columns that are added to others, is checked.",
      default: false,
    },
  },
  async run(values, { out, project, signal }) {
    const { appLabel, migrationName, plan: planOnly, fake, fakeInitial } = values;
    if (!project.skipChecks) {
      // The checks load most of a server.
      const { refuseMistakes } = await import("../refuse-mistakes.ts");
      await refuseMistakes(project);
    }
    return withDatabase(project, async ({ settings, apps, connection, graph: all }) => {
      if (appLabel !== undefined) requireApps(apps, [appLabel]);
      all.refuseConflicts();
      const applied = planOnly
        ? await appliedMigrations(connection)
        : await recordReplacements(connection, all);
      const graph = all.for(applied);
      const plan = planMigrations(graph, applied, { app: appLabel, name: migrationName });
      if (planOnly) {
        const { steps } = plan;
        const planned = await rehearse({ connection, graph, applied, isThere: true, steps });
        return showPlan(plan, planned, out);
      }
      out.progress("Operations to perform:");
      out.progress(`  ${plan.target}`);
      out.progress("Running migrations:");
      if (plan.steps.length === 0) out.progress("  No migrations to apply.");
      const executor = new Executor(settings, connection, graph, ({ key }, what) =>
        out.status(`  ${key}: ${what}`),
      );
      await apply(plan, executor, { fake, fakeInitial }, { out, signal });
      if (plan.steps.length > 0) out.status("Running post-migrate handlers");
      const report = (line: string) => out.detail(line);
      await emitPostMigrate({ settings, apps, connection, graph, report });
    });
  },
});

function showPlan({ target, steps }: Plan, planned: readonly RehearsedMigration[], out: Output) {
  out.facts({ target, planned: planned.map(plannedFact) });
  out.data("Planned operations:");
  if (steps.length === 0) out.data("  No planned migration operations.");
  for (const each of planned) for (const line of planLines(each)) out.data(line);
}

async function apply(
  { target, steps }: Plan,
  executor: Executor,
  faking: { readonly fake: boolean; readonly fakeInitial: boolean },
  { out, signal }: Pick<CommandContext, "out" | "signal">,
): Promise<void> {
  const migrated: Facts[] = [];
  out.facts({ target, migrations: migrated });
  for (const { migration, backwards } of steps) {
    signal.throwIfAborted();
    const done = await executor.migrate(migration, { backwards, ...faking });
    const { app, name, key } = migration;
    migrated.push({ app, name, backwards, outcome: outcomes[done] });
    const result = { run: "OK", recorded: "FAKED", nothing: "done by another process" }[done];
    out.progress(`  ${backwards ? "Unapplying" : "Applying"} ${key}... ${result}`);
  }
}

const outcomes = { run: "run", recorded: "faked", nothing: "done by another process" } as const;

function plannedFact({ migration, backwards, operations }: RehearsedMigration): Facts {
  return {
    app: migration.app,
    name: migration.name,
    backwards,
    operations: operations.map(({ operation, statements }) => ({
      describe: operation.describe,
      costs: [...new Set(statements.flatMap(({ cost }) => cost ?? []))],
    })),
  };
}

/** The operations of a migration, each followed by its parts that take long or block others. */
function planLines({ migration, backwards, operations }: RehearsedMigration): readonly string[] {
  const lines = operations.flatMap(({ operation, statements }) => {
    const costs = new Set(statements.flatMap(({ cost }) => cost ?? []));
    const described = `    ${backwards ? "Undo " : ""}${operation.describe}`;
    return [described, ...Array.from(costs, (cost) => `        ${cost}`)];
  });
  return [migration.key, ...lines];
}
