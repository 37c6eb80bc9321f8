/** dumpdata and loaddata as they are typed. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, it, type TestContext } from "node:test";
import { gunzipSync } from "node:zlib";
import { makeProject, projectFiles, type TestProject } from "../support/project.ts";

const rows = [
  { model: "polls.choice", pk: 4, fields: { question: 2, choice_text: "Not much" } },
  { model: "polls.question", pk: 2, fields: { question_text: "What's new?" } },
];

async function polls(t: TestContext): Promise<TestProject> {
  const settings = projectFiles["mysite/settings.ts"] ?? "";
  const project = await makeProject(t, {
    "mysite/settings.ts": settings
      .replace(
        "  ROOT_URLCONF",
        '  DATABASES: { default: env.database("DATABASE_URL", "sqlite:db.sqlite3") },\n  ROOT_URLCONF',
      )
      .replace('"polls"', '"mkweb/sessions", "polls"'),
    "polls/models.ts": `import { defineModel, fields } from "mkweb/db";

export class Question extends defineModel("Question", { questionText: fields.char(200) }) {}

export class Choice extends defineModel("Choice", {
  question: () => fields.foreignKey(Question, { onDelete: "cascade" }),
  choiceText: fields.char(200),
}) {}
`,
    "polls/fixtures/first.json": JSON.stringify(rows),
    "polls/fixtures/broken.json": JSON.stringify([...rows.slice(1), { ...rows[0], fields: {} }]),
    "polls/fixtures/twice.json": "[]",
    "polls/fixtures/twice.json.gz": "",
  });
  for (const words of [["makemigrations"], ["migrate"]]) {
    const run = await project.manage(...words);
    assert.equal(run.status, 0, run.stderr);
  }
  return project;
}

describe("fixtures on the command line", () => {
  it("are found in an app, loaded, dumped to a file or the terminal, and loaded again", async (t) => {
    const project = await polls(t);
    const manage = async (...words: string[]) => {
      const run = await project.manage(...words);
      assert.equal(run.status, 0, run.stdout + run.stderr);
      return run;
    };
    assert.match(
      (await manage("loaddata", "first")).stderr,
      /^Installed 2 object\(s\) from 1 fixture\(s\)$/m,
    );
    assert.deepEqual(JSON.parse((await manage("dumpdata")).stdout), rows);

    const question = `[
{
  "model": "polls.question",
  "pk": 2,
  "fields": {
    "question_text": "What's new?"
  }
}
]
`;
    const words = ["dumpdata", "polls", "sessions", "-e", "polls.Choice", "--indent", "2"];
    assert.equal((await manage(...words)).stdout, question);
    await manage(...words, "-o", "out.json");
    assert.equal(await project.read("out.json"), question);
    await manage("dumpdata", "polls.Question", "-o", "out.json.gz");
    const packed = gunzipSync(readFileSync(new URL("out.json.gz", project.root))).toString();
    assert.equal(
      packed,
      '[{"model": "polls.question", "pk": 2, "fields": {"question_text": "What\'s new?"}}]',
    );

    await manage("flush", "--noinput");
    assert.equal((await manage("dumpdata", "polls")).stdout, "[]\n");
    await manage("loaddata", "out.json.gz");
    assert.equal((await manage("dumpdata", "polls", "--indent", "2")).stdout, question);
    assert.match(
      (await manage("loaddata", "first", "--app", "polls", "-e", "polls.Choice")).stderr,
      /Installed 1 object/,
    );
  });

  it("say what is wrong, and change nothing", async (t) => {
    const project = await polls(t);
    const refused = async (status: number, ...words: string[]) => {
      const run = await project.manage(...words);
      assert.equal(run.status, status, run.stdout + run.stderr);
      return run.stderr;
    };
    assert.match(
      await refused(1, "loaddata", "nope"),
      /No fixture named 'nope' found\. \[MKWEB_FIXTURE_NOT_FOUND\][\s\S]*polls\/fixtures/,
    );
    assert.match(await refused(1, "loaddata", "twice"), /Multiple fixtures named 'twice' in /);
    assert.match(
      await refused(1, "loaddata", "broken"),
      /broken\.json': Could not load polls\.choice\(pk=4\): .*\nNothing was loaded\. \[MKWEB_FIXTURE_INVALID\]/,
    );
    assert.equal((await project.manage("dumpdata", "polls")).stdout, "[]\n");
    assert.match(
      await refused(1, "dumpdata", "polls.Nope", "-o", "out.json"),
      /Unknown model: polls\.Nope\. \[MKWEB_UNKNOWN_MODEL\][\s\S]*polls\.choice, polls\.question/,
    );
    assert.match(await refused(2, "dumpdata", "nope"), /No installed app with label 'nope'/);
    assert.equal(existsSync(new URL("out.json", project.root)), false);
  });
});
