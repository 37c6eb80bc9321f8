/** The polls tutorial as a program takes it: by flags and documents alone, nobody at a terminal. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it, type TestContext } from "node:test";
import { startProcess } from "../support/project.ts";
import * as files from "../whole/tutorial/files.ts";
import { documentIn, type Document } from "./schemas.ts";
import { Ground } from "./site.ts";

const ground = new Ground();
after(() => ground.remove());
const site = "mysite";
ground.env["DJANGO_SUPERUSER_PASSWORD"] = "a long Secret 99";

/** A command that succeeds. */
async function manage(...words: string[]): Promise<Document> {
  const { status, document, stderr } = await ground.manage(site, ...words);
  assert.equal(status, 0, `${words.join(" ")}: ${document.error?.message}\n${stderr}`);
  assert.equal(document.ok, true);
  return document;
}

/** Every file that the document says was written is there. */
function allThere({ base, entries }: Document): void {
  const paths = named(entries, "path").map((path) => join(String(base), String(path)));
  assert.deepEqual(
    paths.filter((path) => !existsSync(path)),
    [],
  );
}

const named = (value: unknown, key: string): readonly unknown[] => {
  assert.ok(Array.isArray(value));
  return value.map((each: Readonly<Record<string, unknown>>) => each[key]);
};

async function serve(t: TestContext): Promise<string> {
  const run = startProcess(
    ["manage", "runserver", "0", "--json"],
    join(ground.path, site),
    ground.env,
  );
  t.after(async () => {
    run.child.kill("SIGTERM");
    assert.equal(await run.ended(), 0);
  });
  await Promise.race([run.says(/^\{.*\}$/m), run.ended()]);
  return String(documentIn(run.texts.stdout, "runserver")["url"]);
}

describe("the tutorial, taken by a program", () => {
  it("makes a project and its tables", async () => {
    const made = await ground.mkweb("startproject", site, "--no-install", "--no-git");
    assert.equal(made.status, 0, made.document.error?.message);
    allThere(made.document);
    assert.deepEqual(made.document["next"], [
      "cd mysite",
      "npm install",
      "node manage migrate",
      "node manage startapp webapp",
      "node manage runserver",
    ]);
    ground.link(site);
    const { migrations } = await manage("migrate");
    assert.ok(named(migrations, "app").includes("auth"));
    assert.deepEqual((await manage("migrate"))["migrations"], []);
  });

  it("makes an app, whose page answers", async () => {
    const app = await manage("startapp", "polls");
    allThere(app);
    assert.equal(app["app"], "polls");
    const { urls } = await manage("showurls");
    assert.ok(named(urls, "route").includes("/polls/"));
  });

  it("makes the tables of models", async () => {
    ground.write(`${site}/polls/models.ts`, files.models);
    const { error } = (await ground.manage(site, "makemigrations", "--check")).document;
    assert.equal(error?.code, "MKWEB_MIGRATIONS_MISSING");
    const { migrations } = await manage("makemigrations", "polls");
    assert.deepEqual(named(migrations, "operations"), [
      ["Create model Question", "Create model Choice"],
    ]);
    const [file] = named(migrations, "file");
    assert.match(readFileSync(String(file), "utf8"), /createModel/);
    const sql = JSON.stringify((await manage("sqlmigrate", "polls", "0001"))["operations"]);
    assert.match(sql, /CREATE TABLE \\"polls_question\\"/);
    assert.deepEqual(named((await manage("migrate"))["migrations"], "name"), ["0001_initial"]);
    const shown = (await manage("showmigrations", "polls"))["migrations"];
    assert.deepEqual(named(shown, "applied"), [true]);
  });

  it("asks the models", async () => {
    const code = `const question = await Question.objects.create({ questionText: "What's new?", pubDate: new Date() });
      await question.choiceSet.create({ choiceText: "Not much" });
      return { id: question.id, choices: await question.choiceSet.count() };`;
    assert.deepEqual((await manage("shell", "-c", code))["result"], { id: 1, choices: 1 });
    const { error } = (
      await ground.manage(site, "shell", "-c", "await Question.objects.get({ id: 2 })")
    ).document;
    assert.match(error?.message ?? "", /Question matching query does not exist/);
  });

  it("makes somebody who may log in, and registers the models", async () => {
    const who = ["--username", "admin", "--email", "admin@example.com"];
    const made = await manage("createsuperuser", "--no-input", ...who);
    assert.deepEqual([made["username"], made["hasPassword"]], ["admin", true]);
    const again = await ground.manage(site, "createsuperuser", "--no-input", ...who);
    assert.equal(again.document.error?.code, "MKWEB_USER_INVALID");
    ground.write(`${site}/polls/admin.ts`, files.plainAdmin);
  });

  it("writes pages and tests, and has them judged", async () => {
    const polls = `${site}/polls`;
    ground.write(`${polls}/models.ts`, files.modelsOnTime);
    ground.write(`${polls}/views.ts`, files.viewsOnTime);
    ground.write(`${polls}/urls.ts`, files.genericUrls);
    ground.write(`${polls}/templates/polls/index.html`, files.indexTemplate);
    ground.write(`${polls}/templates/polls/detail.html`, files.formTemplate);
    ground.write(`${polls}/templates/polls/results.html`, files.resultsTemplate);
    ground.write(`${polls}/tests.ts`, files.tests);
    assert.deepEqual((await manage("check"))["issues"], []);
    assert.deepEqual((await manage("makemigrations"))["migrations"], []);
    const { passed, failed, tests } = await manage("test", "polls");
    assert.equal(failed, 0);
    assert.equal(passed, named(tests, "name").length);
    assert.equal(passed, files.tests.match(/^ +it\(/gm)?.length);
  });

  it("learns from documents what is wrong", async () => {
    ground.write(`${site}/polls/views.ts`, "export const index = (;\n");
    const { status, document } = await ground.manage(site, "check");
    assert.deepEqual([status, document.error?.code], [1, "MKWEB_SYNTAX"]);
    assert.deepEqual(document.error?.files, [join(ground.path, site, "polls/views.ts")]);
    ground.write(`${site}/polls/views.ts`, files.viewsOnTime);
    ground.write(
      `${site}/polls/tests.ts`,
      'import { it } from "node:test";\nit("is", () => {\n  throw new Error("not yet");\n});\n',
    );
    const tested = await ground.manage(site, "test", "polls");
    assert.equal(tested.document.error?.code, "MKWEB_TESTS_FAILED");
    assert.deepEqual(named(tested.document["tests"], "error"), ["not yet"]);
  });

  it("serves the site and votes", async (t) => {
    const url = await serve(t);
    const detail = await fetch(`${url}polls/1/`);
    const page = await detail.text();
    assert.match(page, /What&#x27;s new\?/);
    const [, token = ""] = /name="csrfmiddlewaretoken" value="(\w+)"/.exec(page) ?? [];
    const cookie = detail.headers
      .getSetCookie()
      .map((each) => each.split(";")[0])
      .join("; ");
    const voted = await fetch(`${url}polls/1/vote/`, {
      method: "POST",
      headers: { Cookie: cookie },
      body: new URLSearchParams({ csrfmiddlewaretoken: token, choice: "1" }),
    });
    assert.equal(voted.url, `${url}polls/1/results/`);
    assert.match(await voted.text(), /Not much -- 1 vote/);
    assert.equal((await fetch(`${url}admin/`)).status, 200);
  });
});
