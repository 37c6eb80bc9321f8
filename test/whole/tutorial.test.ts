/** Parts 2 to 5 and 7 of the polls tutorial, in a project made by the packed mkweb. */
import assert from "node:assert/strict";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { noPostgres, startPostgres, type Postgres } from "../support/postgres.ts";
import {
  cleanEnvironment,
  generateProject,
  run,
  type Ended,
  type GeneratedProject,
} from "./support.ts";
import { part2, part7, type Site } from "./tutorial/admin.ts";
import { postgresDatabase, sqliteDatabase, type Database } from "./tutorial/database.ts";
import * as files from "./tutorial/files.ts";

let postgres: Postgres | undefined;
before(async () => {
  if (!noPostgres) postgres = await startPostgres();
});
after(() => postgres?.stop());

for (const vendor of ["sqlite", "postgresql"] as const) {
  const skip = vendor === "postgresql" && noPostgres;

  describe(`the tutorial on ${vendor}`, { skip }, () => {
    let project: GeneratedProject;
    let database: Database;
    let env: Readonly<Record<string, string>> = {};
    before(async () => {
      project = await generateProject("mysite", ["--no-git", "--database", vendor]);
      if (vendor === "sqlite") database = sqliteDatabase(join(project.folder, "db.sqlite3"));
      else {
        const DATABASE_URL = (await postgres?.createDatabase()) ?? "";
        env = { DATABASE_URL };
        database = postgresDatabase(DATABASE_URL);
      }
    });
    after(() => project.remove());

    const manage = (...words: string[]): Promise<Ended> => project.manage(words, env);
    const write = async (path: string, text: string): Promise<void> => {
      await mkdir(dirname(join(project.folder, path)), { recursive: true });
      await writeFile(join(project.folder, path), text);
    };
    const site = (): Site => ({ project, database, env, write });
    /** Runs a command that succeeds; answers what it printed. */
    const well = async (...words: string[]): Promise<string> => {
      const { status, stdout, stderr } = await manage(...words);
      assert.equal(status, 0, stderr);
      return stdout;
    };
    /** Runs code in the shell and answers what it logged, parsed. */
    const shell = async (code: string): Promise<unknown> => {
      const lookups = 'const { startsWith, year } = await import("mkweb/db");';
      return JSON.parse(await well("shell", "-c", `${lookups}\n${code}`));
    };
    const migrationFiles = async (): Promise<readonly string[]> =>
      (await readdir(join(project.folder, "polls/migrations"))).filter((name) =>
        name.endsWith(".ts"),
      );

    it("T2.2: migrate makes the tables, and has nothing to do the second time", async () => {
      const first = await well("migrate");
      assert.match(first, /Apply all migrations: admin, auth, contenttypes, sessions/);
      const applied = await database.rows("select app, name from django_migrations order by id");
      assert.ok(applied.length > 10);
      for (const { app, name } of applied) {
        assert.ok(first.split("\n").includes(`  Applying ${String(app)}.${String(name)}... OK`));
      }
      assert.deepEqual(await database.tables(), [
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "auth_user",
        "auth_user_groups",
        "auth_user_user_permissions",
        "django_admin_log",
        "django_content_type",
        "django_migrations",
        "django_session",
      ]);
      assert.match(await well("migrate"), /No migrations to apply\./);
      const columns = {
        sqlite:
          "select name || ' ' || lower(type) || case [notnull] when 1 then ' not null' else '' end || case pk when 1 then ' primary key' else '' end as it from pragma_table_info('django_session')",
        postgresql:
          "select column_name || ' ' || data_type || coalesce('(' || character_maximum_length || ')', '') || case is_nullable when 'NO' then ' not null' else '' end as it from information_schema.columns where table_name = 'django_session' order by ordinal_position",
      };
      const found = (await database.rows(columns[vendor])).map(({ it }) => it);
      assert.deepEqual(
        found,
        vendor === "sqlite"
          ? [
              "session_key varchar(40) not null primary key",
              "session_data text not null",
              "expire_date datetime not null",
            ]
          : [
              "session_key character varying(40) not null",
              "session_data text not null",
              "expire_date timestamp with time zone not null",
            ],
      );
      assert.deepEqual(await indexesOf("django_session", "expire_date"), [
        "django_session_expire_date_a5c62663",
      ]);
    });

    /** The names of the indexes on a column. */
    async function indexesOf(table: string, column: string): Promise<readonly unknown[]> {
      const sql = {
        sqlite: `select l.name as it from pragma_index_list('${table}') l, pragma_index_info(l.name) i where i.name = '${column}'`,
        postgresql: `select indexname as it from pg_indexes where tablename = '${table}' and indexdef like '%(${column})'`,
      };
      return (await database.rows(sql[vendor])).map(({ it }) => it);
    }

    it("T2.3: makemigrations refuses an app that is not installed", async () => {
      await well("startapp", "polls", "--no-settings", "--no-mount");
      await write("polls/models.ts", files.models);
      const { status, stderr } = await manage("makemigrations", "polls");
      assert.equal(status, 2);
      assert.match(stderr, /No installed app with label 'polls'\./);
    });

    it("T2.3: makemigrations shows, writes, and then finds nothing more", async () => {
      const settings = join(project.folder, "mysite/settings.ts");
      const text = await readFile(settings, "utf8");
      await writeFile(
        settings,
        text.replace('"mkweb/staticfiles",', '"mkweb/staticfiles",\n    "polls",'),
      );

      const dry = await manage("makemigrations", "polls", "--check", "--dry-run");
      assert.equal(dry.status, 1);
      assert.match(dry.stdout, /Create model Question[^]*Create model Choice/);
      assert.deepEqual(await migrationFiles(), []);

      const made = await well("makemigrations", "polls");
      assert.match(made, /polls\/migrations\/0001_initial\.ts/);
      assert.match(made, /\+ Create model Question\n[^]*\+ Create model Choice/);
      assert.deepEqual(await migrationFiles(), ["0001_initial.ts"]);
      assert.equal(await well("makemigrations", "polls"), "No changes detected in app 'polls'\n");
      assert.equal(await well("makemigrations", "--check"), "No changes detected\n");
    });

    it("T2.4: sqlmigrate shows the SQL and changes nothing; showmigrations says what is applied", async () => {
      const sql = await well("sqlmigrate", "polls", "0001");
      assert.match(sql, /^BEGIN;\n[^]*COMMIT;\n$/);
      assert.match(sql, /create table "polls_question"/i);
      assert.match(sql, /create table "polls_choice"[^;]*"question_id"/i);
      assert.match(sql, /references "polls_question" \("id"\)/i);
      assert.match(sql, /create index "[^"]+" on "polls_choice" \("question_id"\)/i);
      assert.ok(!(await database.tables()).includes("polls_question"));
      const unknown = await manage("sqlmigrate", "polls", "0099");
      assert.equal(unknown.status, 1);
      assert.match(unknown.stderr, /Cannot find a migration matching '0099' from app 'polls'\./);
      assert.equal(await well("showmigrations", "polls"), "polls\n [ ] 0001_initial\n");
    });

    it("T2.5 and T2.6: check finds nothing, migrate makes the tables", async () => {
      assert.equal(await well("check"), "System check identified no issues (0 silenced).\n");
      assert.match(await well("migrate"), /Applying polls\.0001_initial\.\.\. OK/);
      assert.equal(await well("showmigrations", "polls"), "polls\n [X] 0001_initial\n");
      const recorded = await database.rows(
        "select app, name from django_migrations where app = 'polls'",
      );
      assert.deepEqual({ ...recorded[0] }, { app: "polls", name: "0001_initial" });
      const columns = {
        sqlite: (table: string) =>
          `select name || ' ' || lower(type) || case [notnull] when 1 then ' not null' else '' end as it from pragma_table_info('${table}') order by name`,
        postgresql: (table: string) =>
          `select column_name || ' ' || data_type || coalesce('(' || character_maximum_length || ')', '') || case is_nullable when 'NO' then ' not null' else '' end as it from information_schema.columns where table_name = '${table}' order by column_name`,
      };
      const columnsOf = async (table: string) =>
        (await database.rows(columns[vendor](table))).map(({ it }) => it);
      assert.deepEqual(
        await columnsOf("polls_question"),
        vendor === "sqlite"
          ? [
              "id integer not null",
              "pub_date datetime not null",
              "question_text varchar(200) not null",
            ]
          : [
              "id bigint not null",
              "pub_date timestamp with time zone not null",
              "question_text character varying(200) not null",
            ],
      );
      assert.deepEqual(
        await columnsOf("polls_choice"),
        vendor === "sqlite"
          ? [
              "choice_text varchar(200) not null",
              "id integer not null",
              "question_id bigint not null",
              "votes integer not null",
            ]
          : [
              "choice_text character varying(200) not null",
              "id bigint not null",
              "question_id bigint not null",
              "votes integer not null",
            ],
      );
      assert.equal((await indexesOf("polls_choice", "question_id")).length, 1);
      if (vendor === "sqlite") {
        const [made] = await database.rows(
          "select sql from sqlite_master where name = 'polls_question'",
        );
        assert.match(String(made?.["sql"]), /"id" integer not null primary key autoincrement/i);
      }
    });

    it("T2.7: the shell saves, finds, counts and deletes", async () => {
      const seen = await shell(`
        const seen = { none: await Question.objects.all() };
        const question = new Question({ questionText: "What's new?", pubDate: new Date("2026-11-22T11:33:00Z") });
        seen.before = question.id ?? "empty";
        await question.save();
        seen.after = question.id;
        question.questionText = "What's up?";
        await question.save();
        seen.all = await Question.objects.values("id", "questionText");
        seen.byId = (await Question.objects.filter({ id: 1 })).length;
        seen.byText = (await Question.objects.filter({ questionText: startsWith("What") })).length;
        seen.byYear = (await Question.objects.get({ pubDate: year(2026) })).id;
        seen.missing = await Question.objects.get({ id: 2 }).catch((error) => [error.name, error.message]);
        await Question.objects.create({ questionText: "What else?", pubDate: new Date("2026-11-22T12:00:00Z") });
        seen.two = await Question.objects.get({ questionText: startsWith("What") }).catch((error) => error.name);
        seen.choices = (await question.choiceSet.all()).length;
        await question.choiceSet.create({ choiceText: "Not much", votes: 0 });
        await question.choiceSet.create({ choiceText: "The sky", votes: 0 });
        const choice = await question.choiceSet.create({ choiceText: "Just hacking again", votes: 0 });
        seen.three = await question.choiceSet.count();
        seen.throughYear = (await Choice.objects.filter({ question: { pubDate: year(2026) } })).length;
        seen.itsQuestion = choice.question.id;
        seen.deleted = await question.choiceSet.filter({ choiceText: startsWith("Just hacking") }).delete();
        seen.left = await question.choiceSet.count();
        seen.deletedQuestion = await question.delete();
        seen.choicesLeft = await Choice.objects.count();
        seen.next = (await Question.objects.create({ questionText: "Again?", pubDate: new Date() })).id;
        console.log(JSON.stringify(seen));`);
      assert.deepEqual(seen, {
        none: [],
        before: "empty",
        after: 1,
        all: [{ id: 1, questionText: "What's up?" }],
        byId: 1,
        byText: 1,
        byYear: 1,
        missing: ["DoesNotExist", "Question matching query does not exist."],
        two: "MultipleObjectsReturned",
        choices: 0,
        three: 3,
        throughYear: 3,
        itsQuestion: 1,
        deleted: [1, { "polls.Choice": 1 }],
        left: 2,
        deletedQuestion: [3, { "polls.Question": 1, "polls.Choice": 2 }],
        choicesLeft: 0,
        next: 3,
      });
    });

    it("T2.8: objects show their text and have methods, which are not schema", async () => {
      await write("polls/models.ts", files.modelsWithMethods);
      const shown = await well(
        "shell",
        "-c",
        'const [it] = await Question.objects.filter({ id: 3 }); console.log(it, String(it), it.wasPublishedRecently()); it.pubDate = new Date(0); console.log(it.wasPublishedRecently(), String(new Choice({ choiceText: "Me" })))',
      );
      assert.equal(shown, "<Question: Again?> Again? true\nfalse Me\n");
      assert.equal(await well("makemigrations"), "No changes detected\n");
    });

    part2(site);

    /** Empties the tables and makes questions of these texts, the last the newest; answers their ids. */
    async function ask(...texts: string[]): Promise<readonly number[]> {
      const ids = await shell(`
        await Question.objects.delete();
        const ids = [];
        for (const [at, questionText] of ${JSON.stringify(texts)}.entries()) {
          const pubDate = new Date(Date.UTC(2026, 0, 1 + at));
          ids.push((await Question.objects.create({ questionText, pubDate })).id);
        }
        console.log(JSON.stringify(ids));`);
      assert.ok(Array.isArray(ids));
      return ids.map(Number);
    }

    it("T3.2: the index shows the five newest questions", async () => {
      await rm(join(project.folder, "polls/templates"), { recursive: true });
      await write("polls/views.ts", files.textView);
      await write("polls/urls.ts", files.textUrls);
      const urls = join(project.folder, "mysite/urls.ts");
      const mounted = (await readFile(urls, "utf8"))
        .replace("import { type UrlEntry, path }", "import { include, path, type UrlEntry }")
        .replace(
          'from "mkweb/urls";\n',
          'from "mkweb/urls";\nimport * as polls from "../polls/urls.ts";\n',
        )
        .replace("UrlEntry[] = [", 'UrlEntry[] = [path("polls/", include(polls)),');
      await writeFile(urls, mounted);
      await ask("one", "two", "three", "four", "five", "six");
      const server = await project.serve(env);
      try {
        const response = await fetch(new URL("polls/", server.address));
        assert.equal(response.status, 200);
        assert.equal(await response.text(), "six, five, four, three, two");
      } finally {
        await server.stop();
      }
    });

    it("T3.3 to T3.5: templates, get or 404, the choices through the relation", async () => {
      await write("polls/views.ts", files.views);
      await write("polls/urls.ts", files.urls);
      await write("polls/templates/polls/index.html", files.indexTemplate);
      await write("polls/templates/polls/detail.html", files.detailTemplate);
      await ask();
      const server = await project.serve(env);
      const get = async (path: string) => {
        const response = await fetch(new URL(path, server.address), {
          headers: { Accept: "text/html" },
        });
        return { status: response.status, text: await response.text() };
      };
      try {
        assert.match((await get("polls/")).text, /<p>No polls are available\.<\/p>/);
        const ids = await ask("first", "one", "two", "What's <b>new</b>?", "four", "five");
        const { text } = await get("polls/");
        const links = Array.from(
          text.matchAll(/<li><a href="([^"]+)">(.*?)<\/a><\/li>/g),
          ([, href, title]) => [href, title],
        );
        const titles = ["five", "four", "What&#x27;s &lt;b&gt;new&lt;/b&gt;?", "two", "one"];
        const newest = ids.toReversed();
        assert.deepEqual(
          links,
          titles.map((title, at) => [`/polls/${newest[at]}/`, title]),
        );

        const question = ids[3] ?? 0;
        await shell(`
          const question = await Question.objects.get({ id: ${question} });
          await question.choiceSet.create({ choiceText: "Not much" });
          await question.choiceSet.create({ choiceText: "<i>" });
          console.log("[]");`);
        const detail = await get(`polls/${question}/`);
        assert.equal(detail.status, 200);
        assert.match(detail.text, /<h1>What&#x27;s &lt;b&gt;new&lt;\/b&gt;\?<\/h1>/);
        assert.match(detail.text, /<li>Not much<\/li>\s*<li>&lt;i&gt;<\/li>/);
        const missing = await get("polls/999/");
        assert.equal(missing.status, 404);
        assert.match(missing.text, /No Question matches the given query\./);
      } finally {
        await server.stop();
      }
    });

    it("T4.1 to T4.4: a form, the vote, and generic views", async () => {
      await write("polls/views.ts", files.genericViews);
      await write("polls/urls.ts", files.genericUrls);
      await write("polls/templates/polls/detail.html", files.formTemplate);
      await write("polls/templates/polls/results.html", files.resultsTemplate);
      const [question = 0] = await ask("What's new?", "Other?");
      const made = await shell(`
        const [question, other] = await Question.objects.orderBy("id");
        const much = await question.choiceSet.create({ choiceText: "Not <much>" });
        await question.choiceSet.create({ choiceText: "The sky" });
        const foreign = await other.choiceSet.create({ choiceText: "Else" });
        console.log(JSON.stringify([much.id, foreign.id]));`);
      assert.ok(Array.isArray(made));
      const [much, foreign] = made.map(String);
      const server = await project.serve(env);
      const call = async (path: string, method = "GET", init: RequestInit = {}) => {
        const url = new URL(`polls/${path}`, server.address);
        const response = await fetch(url, { method, redirect: "manual", ...init });
        return { status: response.status, headers: response.headers, text: await response.text() };
      };
      const votes = async () =>
        (await database.rows("select votes from polls_choice order by id")).map(({ votes }) =>
          Number(votes),
        );
      try {
        const page = await call(`${question}/`);
        assert.match(
          page.text,
          new RegExp(`<form action="/polls/${question}/vote/" method="post">`),
        );
        assert.match(page.text, new RegExp(`name="choice" id="choice1" value="${much}"`));
        assert.match(page.text, /<label for="choice1">Not &lt;much&gt;<\/label>/);
        const [, token = ""] = /name="csrfmiddlewaretoken" value="(\w+)"/.exec(page.text) ?? [];
        const [cookie = ""] = (page.headers.get("set-cookie") ?? "").split(";");
        const vote = (fields: Readonly<Record<string, string>>, id = question) =>
          call(`${id}/vote/`, "POST", { body: new URLSearchParams(fields), headers: { cookie } });
        const csrfmiddlewaretoken = token;
        assert.equal((await vote({ choice: much ?? "" })).status, 403);
        for (const choice of ["", "999", "x", "1.5", "__proto__", foreign ?? ""]) {
          const again = await vote({ csrfmiddlewaretoken, choice });
          assert.equal(again.status, 200, choice);
          assert.match(again.text, /You didn&#x27;t select a choice\./);
        }
        assert.equal((await vote({ csrfmiddlewaretoken })).status, 200);
        assert.equal((await vote({ csrfmiddlewaretoken, choice: much ?? "" }, 999)).status, 404);
        assert.deepEqual(await votes(), [0, 0, 0]);

        const all = await Promise.all(
          Array.from({ length: 5 }, () => vote({ csrfmiddlewaretoken, choice: much ?? "" })),
        );
        for (const { status, headers } of all) {
          assert.deepEqual([status, headers.get("location")], [302, `/polls/${question}/results/`]);
        }
        assert.deepEqual(await votes(), [5, 0, 0]);
        const results = await call(`${question}/results/`);
        assert.match(
          results.text,
          /<li>Not &lt;much&gt; -- 5 votes<\/li>\s*<li>The sky -- 0 votes<\/li>/,
        );

        const options = await call("", "OPTIONS");
        assert.deepEqual(
          [options.status, options.headers.get("allow")],
          [200, "GET, HEAD, OPTIONS"],
        );
        const refused = await call("", "POST", {
          body: new URLSearchParams({ csrfmiddlewaretoken }),
          headers: { cookie },
        });
        assert.deepEqual([refused.status, refused.text], [405, ""]);
        const head = await call(`${question}/`, "HEAD");
        assert.deepEqual([head.status, head.text], [200, ""]);
        assert.equal((await call("999/results/")).status, 404);
      } finally {
        await server.stop();
      }
    });

    it("T5.1 to T5.4: tests that fail, what mends them, and no type errors on the way", async () => {
      await write("polls/tests.ts", files.tests);
      const failing = await manage("test");
      assert.equal(failing.status, 1, failing.stdout);
      assert.match(failing.stdout, /^ℹ pass 2\n^ℹ fail 3$/m);
      await write("polls/models.ts", files.modelsOnTime);
      await write("polls/views.ts", files.viewsOnTime);
      const { status, stdout } = await manage("test");
      assert.equal(status, 0, stdout);
      assert.match(stdout, /^ℹ pass 5$/m);
      const tsc = await run("npx", ["tsc"], {
        cwd: project.folder,
        env: cleanEnvironment(process.execPath),
      });
      assert.equal(tsc.status, 0, tsc.stdout);
    });

    part7(site);
  });
}
