import { defineCommand } from "../define.ts";
import { knownApps, tablesOfApp } from "../destroy/app-tables.ts";

export default defineCommand({
  describe:
    "Takes an app out of the project: out of INSTALLED_APPS and urls.ts, and its folder. Undo brings it back. Refused while something needs the app, or would be lost with it.",
  examples: ["destroyapp polls --dry-run", "destroyapp polls --migrate"],
  arguments: {
    name: {
      complete: "app",
      describe: "Label or path of the app.",
      missing: "You must provide an application name.",
    },
  },
  options: {
    migrate: {
      type: "boolean",
      describe:
        "First take its migrations back, and its tables with them. Undo does not bring those back.",
    },
    force: {
      type: "boolean",
      describe:
        "Remove it although others need it, files of it are nowhere else, or its tables hold rows.",
    },
    dryRun: { type: "boolean", describe: "Show what would be removed, as a diff, and stop." },
  },
  async run({ name, migrate = false, force = false, dryRun = false }, context) {
    const { project } = context;
    // Lazily, so that serving a project never loads what writes files.
    const { loadDestroyApp } = await import("../../cli/index.ts");
    const { destroyApp } = await loadDestroyApp();
    await destroyApp(
      { name, migrate, force, dryRun },
      {
        apps: () => knownApps(project),
        tablesOf: (label) => tablesOfApp(project, label),
        async migrateToZero(label) {
          const { default: command } = await import("./migrate.ts");
          const options = { plan: false, fake: false, fakeInitial: false };
          const values = { ...options, appLabel: label, migrationName: "zero" };
          await command.run(values, { ...context, project: { ...project, skipChecks: true } });
        },
      },
      context,
    );
  },
});
