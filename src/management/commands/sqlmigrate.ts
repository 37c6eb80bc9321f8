import type { Connection } from "../../connections/index.ts";
import { Executor, statementsFor, type Step } from "../../migrations/index.ts";
import { defineCommand } from "../define.ts";
import { requireApps, withDatabase } from "../with-database.ts";

export default defineCommand({
  describe: "Prints the SQL statements for the named migration.",
  arguments: {
    appLabel: { describe: "App label of the application containing the migration." },
    migrationName: { describe: "Migration name to print the SQL for." },
  },
  options: {
    backwards: {
      type: "boolean",
      describe: "Creates SQL to unapply the migration, rather than to apply it.",
      default: false,
    },
  },
  run({ appLabel, migrationName, backwards }, { out, project }) {
    return withDatabase(project, async ({ settings, apps, connection, graph }) => {
      requireApps(apps, [appLabel]);
      const migration = graph.find(appLabel, migrationName);
      const steps = await new Executor(settings, connection, graph).steps(migration, { backwards });
      out.data("BEGIN;");
      for (const step of steps) {
        out.data(`--\n-- ${step.operation.describe}\n--`);
        for (const sql of statements(step, connection, backwards))
          out.data(sql.replace(/;?$/, ";"));
      }
      out.data("COMMIT;");
    });
  },
});

function statements(
  { operation, sql }: Step,
  { vendor }: Connection,
  backwards: boolean,
): readonly string[] {
  if (!operation.run) return sql;
  const code = backwards ? operation.run.backwards : operation.run.forwards;
  return typeof code === "function" || code === undefined
    ? ["-- THIS OPERATION CANNOT BE WRITTEN AS SQL"]
    : statementsFor(code, vendor);
}
