import { changesOf, migrationPath, writeMigration, type NewMigration } from "../make-migrations.ts";
import { answersFrom } from "../migration-answers.ts";
import { MkwebError } from "../../errors.ts";
import { defineCommand } from "../define.ts";
import { requireApps, withDatabase } from "../with-database.ts";

export default defineCommand({
  describe: "Creates new migration(s) for apps.",
  arguments: {
    appLabel: {
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
    empty: {
      type: "boolean",
      describe: "Create an empty migration.",
      default: false,
    },
    rename: {
      type: "string",
      array: true,
      metavar: "OLD=NEW",
      describe:
        "Question.text=questionText: answers whether a field was renamed; 'none': no other was.",
    },
    default: {
      type: "string",
      array: true,
      metavar: "FIELD=VALUE",
      describe:
        "Question.kind=poll: the value that rows already there get in a new required field.",
    },
  },
  run(values, { out, project, interactive }) {
    const { appLabel, check, dryRun } = values;
    return withDatabase(project, async (database) => {
      requireApps(database.apps, appLabel);
      const answers = answersFrom({ rename: values.rename, default: values.default, interactive });
      const found = await changesOf(database, { ...values, labels: appLabel, answers });
      if (found.length === 0) out.data(noChanges(appLabel));
      for (const each of found) out.data(shown(each, database.settings.BASE_DIR));
      if (check && found.length > 0) throw unmade(found);
      if (check || dryRun) return;
      for (const each of found) await writeMigration(each);
    });
  },
});

function noChanges(labels: readonly string[]): string {
  if (labels.length === 0) return "No changes detected";
  return `No changes detected in app${labels.length === 1 ? "" : "s"} '${labels.join("', '")}'`;
}

function shown(migration: NewMigration, base: URL): string {
  const operations = migration.operations.map(({ describe }) => `\n    + ${describe}`).join("");
  return `Migrations for '${migration.app.label}':\n  ${migrationPath(migration, base)}${operations}`;
}

function unmade(found: readonly NewMigration[]): MkwebError {
  const labels = found.map(({ app }) => app.label).join(", ");
  const message = `Models have changes that no migration holds: ${labels}. Nothing was written.`;
  return new MkwebError("MKWEB_MIGRATIONS_MISSING", message, {
    hint: "Run `node manage makemigrations`.",
  });
}
