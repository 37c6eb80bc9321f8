import { fileURLToPath } from "node:url";
import { askYesNo, type Facts } from "../../command/index.ts";
import { MkwebError } from "../../errors.ts";
import { defineCommand } from "../define.ts";
import {
  changesOf,
  fileOf,
  migrationPath,
  writeMigration,
  type NewMigration,
} from "../make-migrations.ts";
import { mergesOf, type Merge } from "../merge-migrations.ts";
import { answersFrom } from "../migration-answers.ts";
import { refuseMistakes } from "../refuse-mistakes.ts";
import { requireApps, withDatabase } from "../with-database.ts";

export default defineCommand({
  describe: "Creates new migration(s) for apps.",
  examples: [
    "makemigrations",
    "makemigrations polls --name votes",
    "makemigrations --rename Question.text=questionText",
    "makemigrations --check --dry-run",
  ],
  arguments: {
    appLabel: {
      complete: "app",
      describe: "Specify the app label(s) to create migrations for.",
      optional: true,
      variadic: true,
    },
  },
  options: {
    name: {
      type: "string",
      alias: "n",
      describe: "Use this name for migration file(s).",
    },
    check: {
      type: "boolean",
      describe:
        "Exit with a non-zero status if model changes are missing migrations; writes nothing.",
      default: false,
    },
    dryRun: {
      type: "boolean",
      describe: "Just show what migrations would be made; don't actually write them.",
      default: false,
    },
    merge: {
      type: "boolean",
      describe: "Enable fixing of migration conflicts.",
      default: false,
    },
    empty: {
      type: "boolean",
      describe: "Create an empty migration.",
      default: false,
    },
    noinput: {
      type: "boolean",
      describe: "Tells mkweb to NOT prompt the user for input of any kind.",
      default: false,
    },
    rename: {
      type: "string",
      array: true,
      metavar: "OLD=NEW",
      describe:
        "Question.text=questionText, or Question=Poll: says that a field or a model was renamed; 'none': no other was renamed.",
    },
    default: {
      type: "string",
      array: true,
      metavar: "FIELD=VALUE",
      describe: "Question.kind=poll: the value of a new required field in existing rows.",
    },
  },
  async run(values, { out, project, interactive }) {
    const { appLabel, check, dryRun, empty, merge, name } = values;
    const mayAsk = interactive && !values.noinput;
    if (!project.skipChecks) await refuseMistakes(project);
    return withDatabase(project, async (database) => {
      requireApps(database.apps, appLabel);
      if (empty && appLabel.length === 0) throw emptyWithoutApp();
      const base = database.settings.BASE_DIR;
      if (merge) {
        const merges = mergesOf(database, appLabel, name);
        const facts = merges.map((each) => ({
          ...factOf(each.migration),
          branches: each.branches.map(({ leaf }) => leaf.name),
        }));
        out.facts({ dryRun, migrations: facts });
        if (merges.length === 0) out.progress("No conflicts detected to merge.");
        for (const each of merges) out.progress(shownMerge(each, base));
        if (check && merges.length > 0) database.graph.refuseConflicts();
        if (check || dryRun || !(await confirmed(merges, mayAsk))) return;
        for (const each of merges) await writeMigration(each.migration);
        return;
      }
      const { rename, default: defaults } = values;
      const answers = answersFrom({ rename, default: defaults, interactive: mayAsk });
      const found = await changesOf(database, { name, empty, labels: appLabel, answers });
      out.facts({ dryRun, migrations: found.map(factOf) });
      if (found.length === 0) out.progress(noChanges(appLabel));
      for (const each of found) out.progress(shown(each, base));
      if (check && found.length > 0) throw unmade(found);
      if (check || dryRun) return;
      for (const each of found) await writeMigration(each);
    });
  },
});

function factOf(migration: NewMigration): Facts {
  return {
    app: migration.app.label,
    name: migration.name,
    file: fileURLToPath(fileOf(migration)),
    operations: migration.operations.map(({ describe }) => describe),
  };
}

function noChanges(labels: readonly string[]): string {
  if (labels.length === 0) return "No changes detected";
  return `No changes detected in app${labels.length === 1 ? "" : "s"} '${labels.join("', '")}'`;
}

function shown(migration: NewMigration, base: URL): string {
  const operations = migration.operations.map(({ describe }) => `\n    + ${describe}`).join("");
  return `Migrations for '${migration.app.label}':\n  ${migrationPath(migration, base)}${operations}`;
}

function shownMerge({ branches, migration }: Merge, base: URL): string {
  const sides = branches.map(
    ({ leaf, operations }) =>
      `  Branch ${leaf.name}${operations.map(({ describe }) => `\n    + ${describe}`).join("")}`,
  );
  return [
    `Merging ${migration.app.label}`,
    ...sides,
    `Merge migration: ${migrationPath(migration, base)}`,
  ].join("\n");
}

/** Asks on a terminal; elsewhere `--merge` counts as confirmation. */
async function confirmed(merges: readonly Merge[], mayAsk: boolean): Promise<boolean> {
  if (merges.length === 0 || !mayAsk) return true;
  return askYesNo(
    "Merging will only work if the operations printed above do not conflict with each other (working on different fields or models). Should these migration branches be merged?",
    false,
  );
}

function emptyWithoutApp(): MkwebError {
  const message = "You must supply at least one app label when using --empty.";
  return new MkwebError("MKWEB_USAGE", message, {
    hint: "Run `node manage makemigrations APP --empty`.",
    exitStatus: 2,
  });
}

function unmade(found: readonly NewMigration[]): MkwebError {
  const labels = found.map(({ app }) => app.label).join(", ");
  const message = `Models have changes without a migration: ${labels}. Nothing was written.`;
  return new MkwebError("MKWEB_MIGRATIONS_MISSING", message, {
    hint: "Run `node manage makemigrations`.",
  });
}
