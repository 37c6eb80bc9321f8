/** The tutorial's second and third parts, typed on a project's command line, on both databases. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { databases, type TestDatabase } from "../support/databases.ts";
import { makeProject, projectFiles, type TestProject } from "../support/project.ts";

const models = `import { defineModel, fields } from "mkweb/db";

export class Question extends defineModel(() => Question, {
  questionText: fields.char(200),
  pubDate: fields.datetime(),
  choiceSet: fields.reverse(() => Choice, "question"),
}) {}

export class Choice extends defineModel(() => Choice, {
  question: fields.foreignKey(() => Question, { onDelete: "cascade" }),
  choiceText: fields.char(200),
  votes: fields.integer().default(0),
}) {}
`;

const views = `import { HttpResponse } from "mkweb/http";
import { getObjectOr404, render } from "mkweb/shortcuts";
import { Question } from "./models.ts";

export async function index(request) {
  const latest = await Question.objects.orderBy("-pubDate").limit(5);
  return new HttpResponse(latest.map((question) => question.questionText).join(", "));
}
export async function detail(request, { questionId }) {
  const question = await getObjectOr404(Question, { id: questionId });
  return render(request, "polls/detail.html", { question });
}
`;

const urls = `import { path } from "mkweb/urls";
import * as views from "./views.ts";

export const appName = "polls";
export const urlpatterns = [
  path("", views.index, { name: "index" }),
  path("<int:questionId>/", views.detail, { name: "detail" }),
];
`;

const detail = `<h1>{{ question.questionText }}</h1>
{% for choice in question.choiceSet.all %}<li>{{ choice.choiceText }}</li>{% endfor %}
`;

async function polls(t: TestContext, database: TestDatabase): Promise<TestProject> {
  const settings = projectFiles["mysite/settings.ts"] ?? "";
  return makeProject(t, {
    ...projectFiles,
    ".env": `${projectFiles[".env"]}DATABASE_URL=${await database.url(t)}\n`,
    "mysite/settings.ts": settings.replace(
      "  ROOT_URLCONF",
      '  DATABASES: { default: env.database("DATABASE_URL") },\n  ROOT_URLCONF',
    ),
    "polls/models.ts": models,
    "polls/views.ts": views,
    "polls/urls.ts": urls,
    "polls/templates/polls/detail.html": detail,
  });
}

for (const database of databases) {
  describe(`a project on ${database.vendor}`, { skip: database.skip }, () => {
    it("makes migrations, applies them, serves its rows and takes them back", async (t) => {
      const project = await polls(t, database);
      const manage = async (status: number, ...words: string[]) => {
        const run = await project.manage(...words);
        assert.equal(run.status, status, `${words.join(" ")}: ${run.stdout}${run.stderr}`);
        return run.stdout + run.stderr;
      };

      assert.match(
        await manage(0, "migrate"),
        /Apply all migrations: .*\n.*\n {2}No migrations to apply/,
      );
      assert.match(await manage(2, "makemigrations", "nope"), /No installed app with label 'nope'/);
      const dry = await manage(1, "makemigrations", "polls", "--check", "--dry-run");
      assert.match(dry, /\+ Create model Question\n {4}\+ Create model Choice/);
      assert.match(dry, /MKWEB_MIGRATIONS_MISSING/);
      await assert.rejects(project.read("polls/migrations/0001_initial.ts"), /ENOENT/);
      assert.match(
        await manage(0, "makemigrations", "polls"),
        /polls\/migrations\/0001_initial\.ts\n {4}\+ Create model Question/,
      );
      assert.match(
        await project.read("polls/migrations/0001_initial.ts"),
        /^import \{ createModel/,
      );
      assert.match(
        await manage(0, "makemigrations", "polls"),
        /No changes detected in app 'polls'/,
      );
      assert.match(await manage(0, "makemigrations", "--check"), /No changes detected\n/);

      const sql = await manage(0, "sqlmigrate", "polls", "0001");
      assert.match(sql, /^BEGIN;[\s\S]*create table .polls_question.[\s\S]*COMMIT;\n$/i);
      assert.match(sql, /REFERENCES "polls_question" \("id"\)/);
      assert.match(
        sql,
        /CREATE INDEX "polls_choice_question_id_c5b4b260" ON "polls_choice" \("question_id"\)/,
      );
      assert.match(await manage(1, "sqlmigrate", "polls", "0099"), /MKWEB_MIGRATION_UNKNOWN/);
      assert.match(await manage(0, "showmigrations", "polls"), /^polls\n \[ \] 0001_initial\n/);
      const server = project.start("runserver", "--noreload", "127.0.0.1:0");
      await server.says(/You have 1 unapplied migration\(s\)\..* app\(s\): polls\.\nRun 'node/);
      await server.says("Starting development server");
      server.child.kill("SIGTERM");
      await server.ended();
      assert.match(
        await manage(0, "migrate", "--plan"),
        /polls\.0001_initial\n {4}Create model Question/,
      );

      assert.match(await manage(0, "migrate"), /Applying polls\.0001_initial\.\.\. OK/);
      assert.match(await manage(0, "migrate"), /No migrations to apply\./);
      assert.match(await manage(0, "showmigrations", "polls"), /^polls\n \[X\] 0001_initial\n/);

      const code = `
        const question = await Question.objects.create({ questionText: "What's <new>?", pubDate: new Date(0) });
        await Question.objects.create({ questionText: "Newer", pubDate: new Date(1) });
        await question.choiceSet.create({ choiceText: "Not much" });
        for (const path of ["/polls/", "/polls/1/", "/polls/999/"]) {
          const response = await application.fetch(new Request("http://127.0.0.1" + path));
          console.log(response.status, (await response.text()).slice(0, 6000));
        }`;
      const served = await manage(0, "shell", "-c", code);
      assert.match(served, /200 Newer, What's <new>\?\n/);
      assert.match(served, /200 <h1>What&#x27;s &lt;new&gt;\?<\/h1>\n<li>Not much<\/li>/);
      assert.match(served, /404 [\s\S]*No Question matches the given query\./);

      await project.write(
        "polls/models.ts",
        models.replace("pubDate: fields", "kind: fields.char(9),\n  pubDate: fields"),
      );
      assert.match(
        await manage(1, "makemigrations"),
        /MKWEB_MIGRATION_QUESTION[\s\S]*--default Question\.kind=VALUE/,
      );
      const added = await manage(0, "makemigrations", "--default", "Question.kind=poll");
      assert.match(added, /0002_question_kind\.ts\n {4}\+ Add field kind to Question/);
      await project.write(
        "polls/models.ts",
        models.replace("pubDate: fields", "sort: fields.char(9),\n  pubDate: fields"),
      );
      assert.match(await manage(1, "makemigrations"), /--rename Question\.kind=sort/);
      assert.match(
        await manage(0, "makemigrations", "--rename", "Question.kind=sort", "-n", "sort"),
        /0003_sort\.ts\n {4}\+ Rename field kind on Question to sort/,
      );
      assert.match(await manage(0, "makemigrations", "polls", "--empty"), /0004_custom\.ts\n/);
      assert.match(
        await manage(0, "migrate", "--fake", "polls", "0002"),
        /0002_question_kind\.\.\. FAKED/,
      );
      assert.match(
        await manage(0, "migrate", "--fake", "polls", "0001"),
        /Unapplying polls\.0002_question_kind\.\.\. FAKED/,
      );
      assert.match(
        await manage(0, "migrate"),
        /0002_\w+\.\.\. OK\n.*0003_sort\.\.\. OK\n.*0004_custom\.\.\. OK/,
      );
      const kinds = `console.log((await Question.objects.values("sort")).map((row) => row.sort).join())`;
      assert.match(await manage(0, "shell", "-c", kinds), /poll,poll/);

      const client = await project.manageWith({ PATH: "" }, "dbshell");
      assert.match(client.stderr, /MKWEB_DATABASE_CLIENT/);
      assert.match(await manage(1, "flush"), /Nothing was deleted/);
      assert.match(await manage(0, "flush", "--noinput"), /2 tables emptied/);
      assert.match(
        await manage(0, "migrate", "polls", "zero"),
        /Unapplying polls\.0001_initial\.\.\. OK/,
      );
      assert.match(await manage(0, "showmigrations"), / \[ \] 0001_initial/);
    });
  });
}
