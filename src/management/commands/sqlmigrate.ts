import { appliedMigrations, rehearse, startOf } from "../../migrations/index.ts";
import { defineCommand } from "../define.ts";
import { requireApps, withDatabase } from "../with-database.ts";

export default defineCommand({
  describe: "Prints the SQL statements for the named migration.",
  examples: ["sqlmigrate polls 0001", "sqlmigrate polls 0001 --backwards"],
  arguments: {
    appLabel: {
      complete: "app",
      describe: "App label of the application containing the migration.",
    },
    migrationName: { complete: "migration", describe: "Migration name to print the SQL for." },
  },
  options: {
    backwards: {
      type: "boolean",
      describe: "Creates SQL to unapply the migration, rather than to apply it.",
      default: false,
    },
  },
  run({ appLabel, migrationName, backwards }, { out, project }) {
    return withDatabase(project, async ({ apps, connection, graph: all }) => {
      requireApps(apps, [appLabel]);
      const applied = await appliedMigrations(connection);
      const graph = all.for(applied);
      const migration = graph.find(appLabel, migrationName);
      const start = startOf(migration, { backwards, graph, applied });
      const steps = [{ migration, backwards }];
      const [rehearsed] = await rehearse({ connection, graph, ...start, steps });
      const operations = rehearsed?.operations ?? [];
      out.facts({
        app: migration.app,
        name: migration.name,
        backwards,
        atomic: migration.atomic !== false,
        operations: operations.map(({ operation, statements }) => ({
          describe: operation.describe,
          statements: statements.map(({ sql, cost = null }) => ({ sql, cost })),
        })),
      });
      const isAtomic = migration.atomic !== false;
      if (isAtomic) out.data("BEGIN;");
      for (const { operation, statements } of operations) {
        out.data(`--\n-- ${operation.describe}\n--`);
        if (statements.length === 0) out.data("-- (no-op)");
        for (const { sql, cost } of statements) {
          if (cost !== undefined) out.data(`-- ${cost}`);
          out.data(sql.startsWith("--") ? sql : sql.replace(/;?$/, ";"));
        }
      }
      if (isAtomic) out.data("COMMIT;");
    });
  },
});
