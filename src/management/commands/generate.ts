import { conflictOption } from "../../command/index.ts";
import { defineCommand } from "../define.ts";
import { findApp, findModel } from "../resource/find-models.ts";
import { requireFiles, tryResource } from "../resource/try-resource.ts";

export default defineCommand({
  describe:
    "Creates a resource: a model with its migration, form, pages to list, show, add, change and delete, URLs, tests and admin pages.",
  examples: [
    "generate resource Question title:string:120 published:datetime",
    "generate resource polls.Choice question:references:Question",
  ],
  arguments: {
    kind: {
      complete: ["resource"],
      describe: "What to create: resource.",
      missing: "You must say what to generate: resource.",
    },
    model: {
      describe: "Name of the model, prefixed by its app if there are several: polls.Question.",
      missing: "You must provide a name for the model.",
    },
    field: {
      describe:
        "NAME:TYPE, then arguments of the type and optional, unique or index: title:string:120:unique, author:references:auth.User. docs/topics/generate.md lists the types.",
      optional: true,
      variadic: true,
    },
  },
  options: {
    app: {
      complete: "app",
      type: "string",
      describe: "Label of the app. Default: the project's only one.",
    },
    ...conflictOption,
    dryRun: { type: "boolean", describe: "Show what would be written, as a diff, and stop." },
  },
  async run({ kind, model, field, app, conflict, dryRun = false }, context) {
    const { project } = context;
    // Lazily, so that serving a project never loads code that writes files.
    const { loadGenerate } = await import("../../cli/index.ts");
    const { classesIn, generateResource } = await loadGenerate();
    await generateResource(
      { kind, model, fields: field, app, conflict, dryRun },
      {
        findApp: (label) => findApp(project, label),
        findModel: (label, target) => findModel(project, label, target, classesIn),
        hasAdmin: async () => (await project.settings()).INSTALLED_APPS.includes("mkweb/admin"),
        requireFiles: () => requireFiles(project),
        tryOut: (texts, resource) =>
          tryResource(project, texts, resource, async (label) => {
            const { app: target, names } = resource;
            const isOwn = label === `${target.label}.${names.model}`;
            if (isOwn) return { name: names.model, from: undefined };
            return findModel(project, label, target, classesIn);
          }),
      },
      context,
    );
  },
});
