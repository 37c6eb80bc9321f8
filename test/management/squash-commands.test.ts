/** `squashmigrations` and `optimizemigration`, as they are typed in a project. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { databases, type TestDatabase } from "../support/databases.ts";
import { makeProject, projectFiles } from "../support/project.ts";

const models = (fields: string): string =>
  `import { defineModel, fields } from "mkweb/db";\n\nexport class Poll extends defineModel(() => Poll, { ${fields} }) {}\n`;

const steps = [
  "text: fields.char(20)",
  "text: fields.char(20), votes: fields.integer().default(0)",
  "text: fields.char(90), votes: fields.integer().default(0)",
];

async function start(t: TestContext, database: TestDatabase) {
  const settings = projectFiles["mysite/settings.ts"] ?? "";
  const project = await makeProject(t, {
    ".env": `${projectFiles[".env"]}DATABASE_URL=${await database.url(t)}\n`,
    "mysite/settings.ts": settings.replace(
      "  ROOT_URLCONF",
      '  DATABASES: { default: env.database("DATABASE_URL") },\n  ROOT_URLCONF',
    ),
  });
  const manage = async (status: number, ...words: string[]): Promise<string> => {
    const run = await project.manage(...words);
    assert.equal(run.status, status, `${words.join(" ")}: ${run.stdout}${run.stderr}`);
    return run.stdout + run.stderr;
  };
  for (const fields of steps) {
    await project.write("polls/models.ts", models(fields));
    await manage(0, "makemigrations", "--name", "step");
  }
  return { project, manage };
}

for (const database of databases) {
  describe(`squashed migrations on ${database.vendor}`, { skip: database.skip }, () => {
    it("stand for those before them, in a database that has none and in one that has all", async (t) => {
      const { project, manage } = await start(t, database);
      await manage(0, "migrate", "polls", "0003");
      await manage(0, "shell", "-c", 'await Poll.objects.create({ text: "kept" })');
      const said = await manage(0, "squashmigrations", "polls", "0003", "--noinput");
      assert.match(
        said,
        /Will squash the following migrations:\n - 0001_step\n - 0002_step\n - 0003_step/,
      );
      assert.match(said, /Optimized from 3 operations to 1 operations\./);
      assert.match(
        said,
        /Created new squashed migration polls\/migrations\/0001_squashed_0003_step\.ts/,
      );
      const squashed = await project.read("polls/migrations/0001_squashed_0003_step.ts");
      assert.match(squashed, /replaces: \[[^]*"0003_step"/);
      assert.match(squashed, /createModel\("Poll"/);

      assert.match(await manage(0, "migrate"), /No migrations to apply/);
      assert.match(await manage(0, "showmigrations", "polls"), /\[X\] 0001_squashed_0003_step/);
      assert.match(await manage(0, "makemigrations", "--check"), /No changes detected/);
      const kept = await manage(0, "shell", "-c", "console.log((await Poll.objects.get()).text)");
      assert.match(kept, /kept/);
      await manage(0, "migrate", "polls", "zero");
      assert.match(await manage(0, "migrate"), /polls\.0001_squashed_0003_step\.\.\. OK/);
    });

    // What follows asks the database nothing that differs.
    if (database.vendor === "postgresql") return;

    it("take a name, a beginning and no optimization, and know what is missing", async (t) => {
      const { project, manage } = await start(t, database);
      const words = ["squashmigrations", "polls", "0002", "0003", "--noinput"];
      await manage(0, ...words, "--squashed-name", "late", "--no-optimize");
      const late = await project.read("polls/migrations/0002_late.ts");
      assert.match(late, /addField\([^]*alterField\(/);
      assert.doesNotMatch(late, /createModel/);
      assert.match(await manage(2, "squashmigrations", "nobody", "0001", "--noinput"), /nobody/);
      assert.match(await manage(1, "squashmigrations", "polls", "0009", "--noinput"), /0009/);
    });

    it("are made shorter by optimizemigration, which --check only asks for", async (t) => {
      const { project, manage } = await start(t, database);
      await manage(0, "squashmigrations", "polls", "0003", "--noinput", "--no-optimize");
      const file = "polls/migrations/0001_squashed_0003_step.ts";
      const before = await project.read(file);
      const name = "0001_squashed_0003_step";
      const asked = await manage(1, "optimizemigration", "polls", name, "--check");
      assert.match(asked, /Optimizing from 3 operations to 1 operations is possible/);
      assert.equal(await project.read(file), before);
      assert.match(
        await manage(0, "optimizemigration", "polls", name),
        /Optimized migration polls\/migrations\//,
      );
      assert.notEqual(await project.read(file), before);
      assert.match(
        await manage(0, "optimizemigration", "polls", name),
        /No optimizations possible/,
      );
      assert.match(await manage(0, "makemigrations", "--check"), /No changes detected/);
      await manage(0, "migrate");
    });
  });
}
