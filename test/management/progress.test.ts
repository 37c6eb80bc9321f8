/** Long work on a terminal: each of these commands says what it is at, and leaves nothing of that on the screen. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeProject, projectFiles } from "../support/project.ts";
import { noTerminal, onTerminal } from "../support/terminal.ts";

const models = (column: string): string => `import { defineModel, fields } from "mkweb/db";

export class Question extends defineModel(() => Question, { text: ${column} }) {}
`;

describe("progress on a terminal", { skip: noTerminal }, () => {
  it("is shown by migrate, loaddata, dumpdata and collectstatic; elsewhere one line tells what was done", async (t) => {
    const settings = projectFiles["mysite/settings.ts"] ?? "";
    const rows = [1, 2, 3].map((pk) => ({
      model: "polls.question",
      pk,
      fields: { text: `question ${pk}` },
    }));
    const project = await makeProject(t, {
      "mysite/settings.ts": settings.replace(
        "ROOT_URLCONF",
        'DATABASES: { default: env.database("DATABASE_URL", "sqlite:db.sqlite3") },\n  STATIC_ROOT: "collected",\n  ROOT_URLCONF',
      ),
      "polls/models.ts": models("fields.char(200)"),
      "polls/fixtures/three.json": JSON.stringify(rows),
      "polls/static/polls/style.css": "body { color: black }\n".repeat(50),
    });
    const shown = async (words: string, expected: RegExp): Promise<void> => {
      const { status, screen } = await onTerminal(project, words, []);
      assert.equal(status, 0, screen);
      assert.match(screen, expected, words);
    };
    await project.manage("makemigrations");
    await shown("migrate", /polls\.0001_initial: Create model Question/);
    await shown("loaddata three", /Loading objects: \d of 3[^]*Installed 3 object/);
    await shown("dumpdata -o all.json", /Dumping objects: \d[^]*Dumped 3 object\(s\) to all\.json/);
    await shown("collectstatic --noinput", /Collecting files: 1[^]*Compressing files: 1 of 1/);

    await project.write("polls/models.ts", models("fields.text()"));
    await project.manage("makemigrations");
    await shown("migrate", /polls\.0002\w*: copies every row of polls_question/);

    const quiet = await project.manage("dumpdata", "-o", "again.json");
    assert.deepEqual([quiet.stdout, quiet.stderr], ["", "Dumped 3 object(s) to again.json\n"]);
  });
});
