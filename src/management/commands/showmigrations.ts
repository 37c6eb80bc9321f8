import type { Facts } from "../../command/index.ts";
import { appliedMigrations, type AppliedMigration } from "../../migrations/index.ts";
import { defineCommand } from "../define.ts";
import { requireApps, withDatabase } from "../with-database.ts";

export default defineCommand({
  describe: "Shows all available migrations for the current project.",
  examples: ["showmigrations", "showmigrations polls --plan"],
  arguments: {
    appLabel: {
      complete: "app",
      describe: "App labels of applications to limit the output to.",
      optional: true,
      variadic: true,
    },
  },
  options: {
    plan: {
      type: "boolean",
      alias: "p",
      describe: "Shows all migrations in the order they will be applied.",
      default: false,
    },
  },
  run({ appLabel, plan }, { out, project }) {
    return withDatabase(project, async ({ apps, connection, graph: all }) => {
      requireApps(apps, appLabel);
      const applied = await appliedMigrations(connection);
      const graph = all.for(applied);
      const labels = apps.map(({ label }) => label).sort();
      const chosen = labels.filter((each) => appLabel.length === 0 || appLabel.includes(each));
      const factOf = ({ app, name, key, replaces = [] }: AppliedMigration): Facts => ({
        app,
        name,
        applied: applied.has(key),
        replaces: replaces.map((each) => each.join(".")),
      });
      const migrations = plan ? graph.order : chosen.flatMap((label) => graph.of(label));
      out.facts({ apps: chosen, migrations: migrations.map(factOf) });
      const mark = (key: string): string => (applied.has(key) ? "[X]" : "[ ]");
      if (plan) {
        for (const { key } of graph.order) out.data(`${mark(key)}  ${key}`);
        return;
      }
      for (const label of chosen) {
        out.data(label);
        const own = graph.of(label);
        if (own.length === 0) out.data(" (no migrations)");
        for (const { key, name, replaces = [] } of own) {
          const squashed = replaces.length > 0 ? ` (${replaces.length} squashed migrations)` : "";
          out.data(` ${mark(key)} ${name}${squashed}`);
        }
      }
    });
  },
});
