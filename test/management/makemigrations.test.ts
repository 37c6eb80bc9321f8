/** What `makemigrations`, `migrate` and `check` do with renames, branches, tables that are there and mistakes. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { databases, type TestDatabase } from "../support/databases.ts";
import { makeProject, projectFiles, type TestProject } from "../support/project.ts";

const models = `import { defineModel, fields, gte } from "mkweb/db";

export class Question extends defineModel(() => Question, { text: fields.char(200) }) {}

export class Choice extends defineModel(() => Choice, {
  question: fields.foreignKey(() => Question, { onDelete: "cascade" }),
  votes: fields.integer().default(0),
}) {}
`;

async function start(t: TestContext, database: TestDatabase) {
  const settings = projectFiles["mysite/settings.ts"] ?? "";
  const project = await makeProject(t, {
    ".env": `${projectFiles[".env"]}DATABASE_URL=${await database.url(t)}\n`,
    "mysite/settings.ts": settings.replace(
      "  ROOT_URLCONF",
      '  DATABASES: { default: env.database("DATABASE_URL") },\n  ROOT_URLCONF',
    ),
    "polls/models.ts": models,
  });
  return { project, manage: runner(project) };
}

function runner(project: TestProject) {
  return async (status: number, ...words: string[]): Promise<string> => {
    const run = await project.manage(...words);
    assert.equal(run.status, status, `${words.join(" ")}: ${run.stdout}${run.stderr}`);
    return run.stdout + run.stderr;
  };
}

/** A migration that adds one nullable field to Question. */
const branch = (
  field: string,
): string => `import { addField, defineMigration } from "mkweb/migrations";

export default defineMigration({
  dependencies: [["polls", "0001_initial"]],
  operations: [addField("Question", "${field}", { type: "integer", nullable: true })],
});
`;

for (const database of databases) {
  describe(`migrations of a project on ${database.vendor}`, { skip: database.skip }, () => {
    it("follow a renamed model and constraints, and keep the rows", async (t) => {
      const { project, manage } = await start(t, database);
      await manage(0, "makemigrations");
      await manage(0, "migrate");
      await manage(0, "shell", "-c", 'await Question.objects.create({ text: "kept" })');
      const renamed = models
        .replaceAll("Question", "Poll")
        .replace(
          "votes: fields.integer().default(0),\n})",
          'votes: fields.integer().default(0),\n}, { constraints: [{ name: "votes_positive", check: { votes: gte(0) } }] })',
        );
      await project.write("polls/models.ts", renamed);

      assert.match(
        await manage(1, "makemigrations"),
        /Was the model polls\.Question renamed to Poll\?[\s\S]*--rename Question=Poll/,
      );
      const dry = await manage(0, "makemigrations", "--rename", "none", "--dry-run");
      assert.match(dry, /\+ Create model Poll[\s\S]*\+ Delete model Question/);
      const made = await manage(0, "makemigrations", "--rename", "Question=Poll");
      assert.match(
        made,
        /\+ Rename model Question to Poll\n {4}\+ Create constraint votes_positive on model Choice/,
      );
      assert.match(await manage(0, "makemigrations", "--check"), /No changes detected/);
      await manage(0, "migrate");
      const rows = await manage(
        0,
        "shell",
        "-c",
        "console.log((await Poll.objects.get({ id: 1 })).text)",
      );
      assert.match(rows, /kept/);
      await manage(0, "migrate", "polls", "0001");
      await manage(0, "migrate", "polls", "zero");
    });

    it("of tables that are there are only recorded with --fake-initial", async (t) => {
      const { manage } = await start(t, database);
      await manage(0, "makemigrations");
      await manage(0, "migrate");
      await manage(0, "migrate", "--fake", "polls", "zero");

      assert.match(await manage(1, "migrate"), /already exists/);
      assert.match(await manage(0, "showmigrations", "polls"), /\[ \] 0001_initial/);
      assert.match(await manage(0, "migrate", "--fake-initial"), /polls\.0001_initial\.\.\. FAKED/);
      await manage(0, "migrate", "polls", "zero");
      assert.match(await manage(0, "migrate", "--fake-initial"), /polls\.0001_initial\.\.\. OK/);
    });

    // What follows asks the database nothing that differs.
    if (database.vendor === "postgresql") return;

    it("made side by side are refused until they are merged", async (t) => {
      const { project, manage } = await start(t, database);
      await manage(0, "makemigrations");
      assert.match(await manage(0, "makemigrations", "--merge"), /No conflicts detected to merge/);
      await project.write("polls/migrations/0002_left.ts", branch("left"));
      await project.write("polls/migrations/0002_right.ts", branch("right"));

      for (const command of ["migrate", "makemigrations"]) {
        assert.match(
          await manage(1, command),
          /multiple leaf nodes in the migration graph: \(0002_left, 0002_right in polls\)\. \[MKWEB_MIGRATIONS_CONFLICT\]\s+hint: .*makemigrations --merge/,
        );
      }
      const shown = await manage(0, "makemigrations", "--merge", "--dry-run");
      assert.match(
        shown,
        /Branch 0002_left\n {4}\+ Add field left to Question\n {2}Branch 0002_right/,
      );
      await manage(0, "makemigrations", "--merge");

      const merge = await project.read("polls/migrations/0003_merge_0002_left_0002_right.ts");
      assert.match(
        merge,
        /\["polls", "0002_left"\][\s\S]*\["polls", "0002_right"\][\s\S]*operations: \[\]/,
      );
      assert.match(
        await manage(0, "migrate"),
        /0002_left\.\.\. OK\n.*0002_right\.\.\. OK\n.*0003_merge\w+\.\.\. OK/,
      );
      assert.match(await manage(2, "makemigrations", "--empty"), /at least one app label/);
    });

    it("are not made of models with mistakes, which check names", async (t) => {
      const { project, manage } = await start(t, database);
      await project.write(
        "polls/models.ts",
        models.replace('onDelete: "cascade"', 'onDelete: "set null"'),
      );
      const found = await manage(1, "check");
      assert.match(
        found,
        /polls\.Choice\.question: \(fields\.E320\) Field specifies on_delete=SET_NULL/,
      );
      assert.match(await manage(1, "makemigrations"), /fields\.E320/);
      assert.match(await manage(1, "migrate"), /fields\.E320/);
      assert.match(await manage(0, "migrate", "--skip-checks"), /No migrations to apply/);
    });
  });
}
