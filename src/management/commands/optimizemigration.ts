import { fileURLToPath } from "node:url";
import { MkwebError } from "../../errors.ts";
import { optimized } from "../../migrations/index.ts";
import { defineCommand } from "../define.ts";
import { fileOf, migrationPath, rewriteMigration } from "../make-migrations.ts";
import { unknownApp } from "../unknown-app.ts";
import { withDatabase } from "../with-database.ts";

export default defineCommand({
  describe: "Optimizes the operations for the named migration.",
  examples: ["optimizemigration polls 0003"],
  arguments: {
    appLabel: {
      complete: "app",
      describe: "App label of the application to optimize the migration for.",
    },
    migrationName: { complete: "migration", describe: "Migration name." },
  },
  options: {
    check: {
      type: "boolean",
      describe: "Exit with a non-zero status if the migration can be optimized.",
      default: false,
    },
  },
  async run({ appLabel, migrationName, check }, { out, project }) {
    await withDatabase(project, async ({ apps, graph, settings }) => {
      const app = apps.find(({ label }) => label === appLabel);
      if (!app) throw unknownApp(appLabel, apps, 2);
      const migration = graph.find(appLabel, migrationName);
      const operations = optimized(migration.operations, appLabel);
      const [before, after] = [migration.operations.length, operations.length];
      const file = migrationPath({ ...migration, app }, settings.BASE_DIR);
      const whole = fileURLToPath(fileOf({ ...migration, app }));
      const tell = (written: boolean): void =>
        out.facts({ file: whole, operationsBefore: before, operationsAfter: after, written });
      tell(false);
      if (after === before) {
        out.data("No optimizations possible.");
        return;
      }
      const said = `Optimizing from ${before} operations to ${after} operations`;
      if (check) throw notOptimized(migration.name, said);
      // Code exists only in the migration's own file.
      if (operations.some(({ run }) => run)) throw holdsCode(migration.name);
      out.data(`${said}.`);
      const rewritten = { ...migration, app, operations };
      await rewriteMigration(rewritten);
      tell(true);
      out.data(`Optimized migration ${file}`);
    });
  },
});

function notOptimized(name: string, said: string): MkwebError {
  return new MkwebError("MKWEB_MIGRATION_INVALID", `${said} is possible in ${name}.`, {
    hint: "Run `node manage optimizemigration` without --check.",
  });
}

function holdsCode(name: string): MkwebError {
  return new MkwebError(
    "MKWEB_MIGRATION_INVALID",
    `${name} runs its own code or statements, which exist only in its file. Nothing was written.`,
    { hint: "Squash it instead, or move these operations to a separate migration." },
  );
}
