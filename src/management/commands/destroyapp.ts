import { defineCommand } from "../define.ts";
import { knownApps, tablesOfApp } from "../destroy/app-tables.ts";

export default defineCommand({
  describe:
    "Removes an app from the project: from INSTALLED_APPS and urls.ts, and its folder. Can be undone. Refused while something needs the app, or would be lost with it.",
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
        "Unapply its migrations first, which deletes its tables. Undo does not restore those.",
    },
    force: {
      type: "boolean",
      describe:
        "Remove it even if something needs it, its files exist nowhere else, or its tables hold rows.",
    },
    dryRun: { type: "boolean", describe: "Show what would be removed, as a diff, and stop." },
  },
  async run({ name, migrate = false, force = false, dryRun = false }, context) {
    const { project } = context;
    // Lazily, so that serving a project never loads code that writes files.
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
