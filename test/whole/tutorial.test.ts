/**
 * The tutorial, taken part by part in a project made by the packed mkweb: every file, every command, every line for
 * the shell.
 * Half a minute of a processor: a reader starts some eighty commands and servers on two databases, as the pages say.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { noPostgres, startPostgres, type Postgres } from "../support/postgres.ts";
import { generateProject, type GeneratedProject } from "./support.ts";
import { madeToMeasure, plainAdmin } from "./tutorial/admin.ts";
import { postgresDatabase, sqliteDatabase, type Database } from "./tutorial/database.ts";
import { Reader } from "./tutorial/reader.ts";
import { serve } from "./tutorial/serving.ts";

let postgres: Postgres | undefined;
let made: GeneratedProject;
before(async () => {
  if (!noPostgres) postgres = await startPostgres();
  made = await generateProject();
});
after(async () => {
  await made.remove();
  await postgres?.stop();
});

for (const vendor of ["sqlite", "postgresql"] as const) {
  const skip = vendor === "postgresql" && noPostgres;

  describe(`the tutorial on ${vendor}`, { skip }, () => {
    let database: Database;
    let reader: Reader;
    before(async () => {
      const project = await made.copy(vendor);
      if (vendor === "sqlite") {
        database = sqliteDatabase(join(project.folder, "db.sqlite3"));
        reader = new Reader(project, {});
      } else {
        const DATABASE_URL = (await postgres?.createDatabase()) ?? "";
        database = postgresDatabase(DATABASE_URL);
        reader = new Reader(project, { DATABASE_URL });
        const { status, stderr } = await reader.npm("install", "pg", "--no-audit", "--no-fund");
        assert.equal(status, 0, stderr);
      }
    });

    it("part 1 makes an app, then a page", async () => {
      for await (const step of reader.take(1)) {
        if (step.kind !== "command" || step.words[2] !== "startapp") continue;
        // What the reader sees before there are tables.
        const { text } = await reader.once("polls/");
        assert.match(text, /This page comes from your new app\./);
        assert.match(text, /Run <code>node manage migrate<\/code>/);
      }
      const { status, text } = await reader.once("polls/");
      assert.deepEqual([status, text], [200, "Hello, world. You're at the polls index."]);
    });

    it("part 2 makes the tables, asks the models, and has questions in the admin", async () => {
      await reader.takeAll(2);
      const tables = await database.tables();
      for (const table of ["auth_user", "django_session", "polls_choice", "polls_question"]) {
        assert.ok(tables.includes(table), table);
      }
      const [user] = await database.rows("select username, is_superuser from auth_user");
      assert.deepEqual([user?.["username"], Number(user?.["is_superuser"])], ["admin", 1]);
    });
    if (vendor === "sqlite") plainAdmin(() => reader);

    /** Empties the tables and makes questions of these texts, the last the newest; answers their ids. */
    async function ask(...texts: readonly string[]): Promise<readonly number[]> {
      const ids = await reader.shell(`
        await Question.objects.delete();
        const ids = [];
        for (const [at, questionText] of ${JSON.stringify(texts)}.entries()) {
          const pubDate = new Date(Date.UTC(2026, 0, 1 + at));
          const question = await Question.objects.create({ questionText, pubDate });
          await question.choiceSet.create({ choiceText: "Not <much>" });
          ids.push(question.id);
        }
        console.log(JSON.stringify(ids));`);
      assert.ok(Array.isArray(ids));
      return ids.map(Number);
    }

    it("part 3 lists the five newest questions, escaped, and shows each", async () => {
      for await (const step of reader.take(3)) {
        if (step.kind !== "file" || step.path !== "polls/views.ts") continue;
        if (step.text.includes("render(")) break;
        await ask("one", "two", "three", "four", "five", "six");
        assert.equal((await reader.once("polls/")).text, "six, five, four, three, two");
      }
      await reader.takeAll(3);
      await serve(reader, async (visitor) => {
        await ask();
        assert.match((await visitor.get("polls/")).text, /<p>No polls are available\.<\/p>/);
        const ids = await ask("first", "one", "two", "What's <b>new</b>?", "four", "five");
        const links = Array.from(
          (await visitor.get("polls/")).text.matchAll(/<li><a href="([^"]+)">(.*?)<\/a><\/li>/g),
          ([, href, title]) => [href, title],
        );
        const newest = ids.toReversed();
        const titles = ["five", "four", "What&#x27;s &lt;b&gt;new&lt;/b&gt;?", "two", "one"];
        assert.deepEqual(
          links,
          titles.map((title, at) => [`/polls/${newest[at]}/`, title]),
        );
        const { text } = await visitor.get(`polls/${ids[3]}/`);
        assert.match(text, /<h1>What&#x27;s &lt;b&gt;new&lt;\/b&gt;\?<\/h1>/);
        assert.match(text, /<li>Not &lt;much&gt;<\/li>/);
        const missing = await visitor.get("polls/999/");
        assert.equal(missing.status, 404);
        assert.match(missing.text, /No Question matches the given query\./);
      });
    });

    /** Votes, rightly and wrongly, on the pages that are there now. */
    async function vote(): Promise<void> {
      const [question = 0, other = 0] = await ask("What's new?", "Other?");
      const keys = await database.rows("select id, question_id from polls_choice order by id");
      const [much, foreign] = keys.map(({ id }) => String(id));
      const votes = async () =>
        (await database.rows("select votes from polls_choice order by id")).map((row) =>
          Number(row["votes"]),
        );
      await serve(reader, async (visitor) => {
        await visitor.get(`polls/${question}/`);
        const send = (choice: string, id = question) =>
          visitor.post(`polls/${id}/vote/`, { choice });
        for (const choice of ["", "999", "x", "1.5", "__proto__", foreign ?? ""]) {
          const again = await send(choice);
          assert.equal(again.status, 200, choice);
          assert.match(again.text, /You didn&#x27;t select a choice\./);
        }
        const forged = await visitor.post(`polls/${question}/vote/`, { csrfmiddlewaretoken: "" });
        assert.equal(forged.status, 403);
        assert.equal((await send(much ?? "", 999)).status, 404);
        assert.deepEqual(await votes(), [0, 0]);

        const all = await Promise.all(Array.from({ length: 5 }, () => send(much ?? "")));
        for (const { status, location } of all) {
          assert.deepEqual([status, location], [302, `/polls/${question}/results/`]);
        }
        assert.deepEqual(await votes(), [5, 0]);
        const results = await visitor.get(`polls/${question}/results/`);
        assert.match(results.text, /<li>Not &lt;much&gt; -- 5 votes<\/li>/);
        assert.equal((await visitor.get(`polls/${other}/results/`)).status, 200);
        assert.equal((await visitor.get("polls/999/results/")).status, 404);
      });
    }

    it("part 4 counts every vote and no other, by functions and by generic views", async () => {
      for await (const step of reader.take(4)) {
        if (step.kind === "file" && step.path === "polls/urls.ts") await vote();
      }
    });

    it("part 5 has tests that fail, and what mends them", async () => {
      const ended: (readonly [passed: string | undefined, failed: string | undefined])[] = [];
      for await (const step of reader.take(5)) {
        if (step.kind !== "file" || step.path !== "polls/tests.ts") continue;
        const { status, stdout } = await reader.manage("test", "polls");
        assert.equal(status, 1, stdout);
        ended.push([/^ℹ pass (\d+)$/m.exec(stdout)?.[1], /^ℹ fail (\d+)$/m.exec(stdout)?.[1]]);
      }
      assert.deepEqual(ended, [
        ["0", "1"],
        ["3", "2"],
      ]);
    });

    it("part 6 sends the style sheet and the picture that it names", async () => {
      await reader.takeAll(6);
      await serve(reader, async (visitor) => {
        const [, style = ""] =
          /<link rel="stylesheet" href="\/([^"]+)"/.exec((await visitor.get("polls/")).text) ?? [];
        const sheet = await visitor.get(style);
        const [, picture = ""] = /url\("([^"]+)"\)/.exec(sheet.text) ?? [];
        const image = await visitor.get(style.replace(/[^/]*$/, picture));
        assert.deepEqual([sheet.status, image.status], [200, 200]);
        assert.match(image.type ?? "", /^image\/svg\+xml/);
      });
    });

    it("part 7 has files in which neither check nor the compiler finds a fault", async () => {
      await reader.takeAll(7);
      const { status, stdout, stderr } = await reader.npm("run", "check");
      assert.equal(status, 0, stdout + stderr);
    });
    if (vendor === "sqlite") madeToMeasure(() => ({ reader, database }));
  });
}
