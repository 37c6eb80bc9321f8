import { fileURLToPath } from "node:url";
import { askYesNo } from "../../command/index.ts";
import type { App } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";
import { squash, type MigrationGraph, type Squashed } from "../../migrations/index.ts";
import { defineCommand } from "../define.ts";
import { fileOf, migrationPath, writeMigration } from "../make-migrations.ts";
import { unknownApp } from "../unknown-app.ts";
import { withDatabase } from "../with-database.ts";

export default defineCommand({
  describe:
    "Squashes an existing set of migrations (from first until specified) into a single new one.",
  examples: ["squashmigrations polls 0004", "squashmigrations polls 0002 0004"],
  arguments: {
    appLabel: {
      complete: "app",
      describe: "App label of the application to squash migrations for.",
    },
    startMigrationName: {
      complete: "migration",
      describe:
        "Migrations will be squashed starting from and including this migration; if it is the only one named, it is the last.",
    },
    migrationName: {
      complete: "migration",
      describe: "Migrations will be squashed until and including this migration.",
      optional: true,
    },
  },
  options: {
    noOptimize: {
      type: "boolean",
      describe: "Do not try to optimize the squashed operations.",
      default: false,
    },
    squashedName: { type: "string", describe: "Sets the name of the new squashed migration." },
    noinput: {
      type: "boolean",
      describe: "Tells mkweb to NOT prompt the user for input of any kind.",
      default: false,
    },
  },
  async run(values, { out, project, interactive }) {
    await withDatabase(project, async ({ apps, graph, settings }) => {
      const app = apps.find(({ label }) => label === values.appLabel);
      if (!app) throw unknownApp(values.appLabel, apps, 2);
      const { squashed, name } = squashedOf(app, graph, values);
      out.data("Will squash the following migrations:");
      for (const each of squashed.replaced) out.data(` - ${each.name}`);
      const mayAsk = interactive && !values.noinput;
      if (mayAsk && !(await askYesNo("Do you wish to proceed?", true))) throw cancelled();
      const { operations, operationsBefore, places } = squashed;
      if (!values.noOptimize) {
        out.data(
          operations.length === operationsBefore
            ? "  No optimizations possible."
            : `  Optimized from ${operationsBefore} operations to ${operations.length} operations.`,
        );
      }
      const migration = { ...squashed, app, name };
      await writeMigration(migration);
      const file = migrationPath(migration, settings.BASE_DIR);
      const replaces = squashed.replaced.map((each) => each.name);
      const operationsAfter = operations.length;
      const whole = fileURLToPath(fileOf(migration));
      out.facts({ app: app.label, name, file: whole, replaces, operationsBefore, operationsAfter });
      out.data(`Created new squashed migration ${file}`);
      if (places.size > 0) out.data(`  It uses code of the old ones: ${filesOf(squashed)}.`);
      out.data(
        "  Commit it and leave the old ones in place. Once every database has applied it, delete them and its `replaces`.",
      );
    });
  },
});

interface Asked {
  readonly startMigrationName: string;
  readonly migrationName: string | undefined;
  readonly noOptimize: boolean;
  readonly squashedName: string | undefined;
}

function squashedOf(
  { label }: App,
  graph: MigrationGraph,
  { startMigrationName, migrationName, noOptimize, squashedName }: Asked,
): { readonly squashed: Squashed; readonly name: string } {
  const first = graph.find(label, startMigrationName);
  const end = migrationName === undefined ? first : graph.find(label, migrationName);
  const squashed = squash(graph, end, {
    optimize: !noOptimize,
    ...(migrationName !== undefined && { start: first }),
  });
  const start = squashed.replaced[0]?.name ?? end.name;
  const name = squashedName ?? `squashed_${end.name}`;
  return { squashed, name: `${start.slice(0, 4)}_${name.replace(/\W+/g, "_")}` };
}

function filesOf({ places }: Squashed): string {
  return [...new Set(Array.from(places.values(), ({ migration }) => migration))].join(", ");
}

function cancelled(): MkwebError {
  return new MkwebError("MKWEB_INTERRUPTED", "Squashing was cancelled. Nothing was written.", {
    hint: "Answer yes, or add --noinput.",
  });
}
